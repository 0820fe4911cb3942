namespace Fleet.Core.Scheduling.Windows;

/// <summary>
/// Some machines of a plan and the runs on them, as plain numbers for an exact solver. What lies on other machines is only left as what
/// they take from the circuits. Every time is in slots, every price in the objective's unit.
/// </summary>
public sealed record PlanWindow
{
    public required int Slots { get; init; }
    public required IReadOnlyList<WindowLane> Lanes { get; init; }
    public required IReadOnlyList<WindowRun> Runs { get; init; }

    /// <summary>Draw that is left on each circuit, W, as steps: from a slot on, until the next step.</summary>
    public required IReadOnlyList<IReadOnlyList<WindowStep>> FreeW { get; init; }
}
