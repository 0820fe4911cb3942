using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Windows;

namespace Fleet.Silo.Planning.Solver;

/// <summary>
/// CP-SAT on a whole small plan or on a window of a large one. Its solution is only a proposal: the plan's own engine times it exactly,
/// and it counts when the one evaluator finds it cheaper.
/// </summary>
public static class PlanPolish
{
    /// <summary>Plans with at most this many open runs are given to the solver as a whole.</summary>
    public const int MostRuns = 50;

    /// <param name="window">Null: everything may move.</param>
    /// <returns>A cheaper plan, or the one that came in; with what the solver took.</returns>
    public static async Task<PolishOutcome> Polish(
        PlanningProblem problem, Plan plan, PlanWindow? window, SolverTask limits, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        window ??= WindowCutter.Cut(problem, plan, null, _ => true);
        if (window is null)
            return new(plan, new(null, TimeSpan.Zero, 0, "There is nothing to move."), 0);
        var best = plan;
        var better = 0;
        var outcome = await SolverProcess.Solve(limits with { Window = window }, answer =>
        {
            var proposal = Timed(problem, plan, window, answer);
            if (proposal.Cost.Total < best.Cost.Total && PlanChecker.Check(problem, proposal).Count == 0)
                (best, better) = (proposal, better + 1);
        }, cancel);
        return new(best, outcome, better);
    }

    static Plan Timed(PlanningProblem problem, Plan plan, PlanWindow window, SolverAnswer answer)
    {
        var moved = answer.Steps.Select((step, i) => new PlannedRun(window.Runs[i].RunId, window.Lanes[step.Machine].MachineId, step.Start, step.End, step.End, 0))
            .ToDictionary(place => place.RunId, StringComparer.Ordinal);
        return new Planner(problem).Repair([.. plan.Runs.Select(place => moved.GetValueOrDefault(place.RunId, place))]);
    }
}
