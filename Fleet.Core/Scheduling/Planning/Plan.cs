namespace Fleet.Core.Scheduling.Planning;

/// <summary>Which run goes to which machine and when. Always feasible; recomputed, explained, never the truth.</summary>
public sealed record Plan
{
    /// <summary>By machine in the problem's order, then by start.</summary>
    public required IReadOnlyList<PlannedRun> Runs { get; init; }

    public required PlanCost Cost { get; init; }

    /// <summary>One sentence for each thing that could not be planned.</summary>
    public required IReadOnlyList<Impossible> Impossible { get; init; }
}
