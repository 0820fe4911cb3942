namespace Fleet.Core.Scheduling.Windows;

/// <summary>One machine of a window.</summary>
/// <param name="MachineId">Its id in the problem.</param>
/// <param name="FreeAt">First slot that is not taken by a run in progress.</param>
/// <param name="PowerW">While it works.</param>
/// <param name="HeatUpExtraW">Above <paramref name="PowerW"/> in the first slot.</param>
/// <param name="Circuits">Numbers of what feeds it.</param>
/// <param name="Workshop">Its number; -1 for none.</param>
/// <param name="Changes">
/// Set-up of every run behind every other: slots and price at <c>(before + 1) * runs + run</c>, where before is -1 for what is set up now.
/// </param>
public sealed record WindowLane(
    string MachineId, int FreeAt, int PowerW, int HeatUpExtraW, IReadOnlyList<int> Circuits, int Workshop, IReadOnlyList<WindowChange> Changes);
