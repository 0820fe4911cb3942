namespace Fleet.Web.Components.Views;

public sealed class NewMeter
{
    public string Name { get; set; } = "";
    public string Kind { get; set; } = "shelly-gen2";
    public string Address { get; set; } = "";
    public string AgentId { get; set; } = "";
    public bool Circuit { get; set; }
    public bool ResetsDaily { get; set; }
    public HashSet<string> Machines { get; } = [];

    public void Toggle(string id)
    {
        if (!Machines.Remove(id))
            Machines.Add(id);
    }
}
