namespace Fleet.Web.Components.Views;

public sealed class NewMachine
{
    public string ProfileId { get; set; } = "";
    public string AgentId { get; set; } = "";
    public string Address { get; set; } = "";
    public string Name { get; set; } = "";
    public string Group { get; set; } = "";
    public string MeterKind { get; set; } = "shelly-gen2";
    public string MeterAddress { get; set; } = "";
    public string Workshop { get; set; } = Workshops.TheOne;
}
