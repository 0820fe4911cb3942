namespace Fleet.Core.Footprint.Exchange;

/// <summary>What one group of runs needed and gave in a period: a unit process.</summary>
/// <param name="Key">Stable, for instance a machine's id; the process's id follows from it and the period.</param>
/// <param name="GoodParts">The quantitative reference; 0: no good part, the reference is machine hours instead.</param>
/// <param name="MachineHours">From start to end of runs, h.</param>
/// <param name="Inputs">And waste; energy that no run caused is in a process of its own.</param>
public sealed record InventoryProcess(
    string Key, string Name, string Description, long GoodParts, double MachineHours, double? MassKgPerPart, IReadOnlyList<InventoryFlow> Inputs, string Technology);
