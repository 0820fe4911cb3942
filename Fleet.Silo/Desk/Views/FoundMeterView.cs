namespace Fleet.Silo.Desk.Views;

/// <summary>A meter that announces itself in an agent's network and is not attached yet.</summary>
public sealed record FoundMeterView(string AgentId, string Kind, string Address, string Name);
