namespace Fleet.Core.Scheduling.Rules;

/// <summary>A fuse, a room's feed or the building's connection.</summary>
/// <param name="CapW">Most that our machines may draw together, W, in every second.</param>
/// <param name="Machines">Ids; empty: all of the workshop.</param>
public sealed record CircuitRules(string Id, int CapW, IReadOnlyList<string> Machines)
{
    public bool Feeds(string machineId) => Machines.Count == 0 || Machines.Contains(machineId);
}
