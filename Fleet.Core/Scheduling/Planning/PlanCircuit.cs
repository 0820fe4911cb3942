namespace Fleet.Core.Scheduling.Planning;

/// <summary>A fuse, a room's feed or the building's connection.</summary>
/// <param name="CapW">Most that our machines may draw from it together, W.</param>
public sealed record PlanCircuit(string Id, int CapW);
