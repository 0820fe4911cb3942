namespace Fleet.Web.Components.Views;

public sealed record AgentCard(string Id, string Name, bool Connected, bool BuiltIn, string Version, DateTimeOffset? LastSeen,
    IReadOnlyList<PortView> Ports, IReadOnlyList<KeyValuePair<string, string>> Machines, IReadOnlyList<string> Troubles);
