namespace Fleet.Core.Scheduling.Power;

/// <summary>What one machine draws.</summary>
/// <param name="HeatUpW">Highest draw until it is warm, W; never below <paramref name="WorkingW"/>.</param>
/// <param name="WorkingW">Highest draw afterwards, W.</param>
/// <param name="Circuits">Everything that feeds it: its fuse, its room, the building.</param>
public sealed record HeatUpDraw(string MachineId, int HeatUpW, int WorkingW, IReadOnlyList<string> Circuits);
