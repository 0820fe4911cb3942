namespace Fleet.Core.Scheduling.Planning;

/// <summary>What moves between two plans, and what that costs.</summary>
/// <param name="Moves">The runs with another machine or start, in the order of the new plan; those without a place last.</param>
public sealed record PlanDifference(IReadOnlyList<PlanMove> Moves, PlanCost Before, PlanCost After)
{
    /// <summary>Part by part; a negative part is a saving.</summary>
    public PlanCost Rise => After - Before;

    /// <param name="problem">The one that <paramref name="after"/> solves.</param>
    public static PlanDifference Between(PlanningProblem problem, Plan before, Plan after)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = before.Runs.ToDictionary(run => run.RunId, StringComparer.Ordinal);
        var why = new WhyNot(problem, after);
        var moves = after.Runs.Where(run => !old.TryGetValue(run.RunId, out var was) || was.MachineId != run.MachineId || was.StartSlot != run.StartSlot)
            .Select(run => new PlanMove(run.RunId, old.GetValueOrDefault(run.RunId), run, why.Binding(run.RunId).Sentence)).ToList();
        var placed = after.Runs.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        var reasons = after.Impossible.Where(item => item is { RunId: not null, Placed: false }).DistinctBy(item => item.RunId)
            .ToDictionary(item => item.RunId!, item => item.Sentence, StringComparer.Ordinal);
        moves.AddRange(before.Runs.Where(run => !placed.Contains(run.RunId))
            .Select(run => new PlanMove(run.RunId, run, null, reasons.GetValueOrDefault(run.RunId) ?? "It is not planned any more.")));
        return new(moves, before.Cost, after.Cost);
    }
}
