namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// What people ask before they decide. Each answer is a plan of its own, and the published one stays untouched:
/// <code>
///   problem + plan ──► changed problem ──► Planner.Repair(plan) ──► preview: what moves, what it costs
/// </code>
/// </summary>
public static class Question
{
    /// <summary>A person fixes a run: a pin, a drag along the lanes.</summary>
    public static PlanPreview Pin(PlanningProblem problem, Plan plan, string runId, RunPin? pin)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Ask(plan, problem with { Runs = [.. problem.Runs.Select(run => run.Id == runId ? run with { Pin = pin } : run)] });
    }

    /// <summary>"Now!": the earliest start that any machine allows, on the one where it costs least. Null when no machine can make it at all.</summary>
    public static PlanPreview? Now(PlanningProblem problem, Plan plan, string runId)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        const int MostMachines = 4;
        var free = problem with { Runs = [.. problem.Runs.Select(run => run.Id == runId ? run with { Pin = run.Pin is null ? null : run.Pin with { StartSlot = null } } : run)] };
        return EarliestStart.On(free, runId).OrderBy(place => place.StartSlot).Take(MostMachines)
            .Select(place => Pin(free, plan, runId, new(place.MachineId, place.StartSlot)))
            .Where(preview => preview.Plan.Runs.Any(run => run.RunId == runId))
            .MinBy(preview => preview.Plan.Cost.Total);
    }

    /// <summary>
    /// A repair after an event that keeps promises: when it would move more than a tenth of them by more than half an hour, a repair that
    /// holds on to them is taken instead, unless lateness would rise by more than 5 % for it.
    /// </summary>
    /// <param name="changed">The problem after the event, promises included.</param>
    public static PlanPreview Steady(Plan plan, PlanningProblem changed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        const double MostMoved = 0.10, MostLateness = 1.05;
        const int Stiffness = 20;
        var free = Ask(plan, changed, cancel: cancel);
        if (MovedShare(changed, free.Plan) <= MostMoved)
            return free;
        var policy = changed.Policy with { MovedPerSlot = changed.Policy.MovedPerSlot * Stiffness, MovedMachine = changed.Policy.MovedMachine * Stiffness };
        var stiff = new Planner(changed with { Policy = policy }).Repair(plan.Runs, cancel);
        // Priced as the workshop prices it.
        stiff = stiff with { Cost = PlanPricer.Price(changed, stiff) };
        return MovedShare(changed, stiff) < MovedShare(changed, free.Plan) && stiff.Cost.Lateness <= MostLateness * free.Plan.Cost.Lateness
            ? new(changed, stiff, PlanDifference.Between(changed, plan, stiff)) : free;
    }

    /// <summary>Share of the promised runs that start more than half an hour earlier or later than promised, or not at all; those on machines that cannot keep them included.</summary>
    public static double MovedShare(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        const int StillMinutes = 30;
        var starts = plan.Runs.ToDictionary(run => run.RunId, run => run.StartSlot, StringComparer.Ordinal);
        var promised = problem.Runs.Where(run => run is { Promised: not null, Running: null }).ToList();
        return promised.Count == 0 ? 0 : (double)promised.Count(run =>
            !starts.TryGetValue(run.Id, out var start) || (long)Math.Abs(start - run.Promised!.StartSlot) * problem.SlotMinutes > StillMinutes) / promised.Count;
    }

    /// <summary>"What if?": see <see cref="WhatIf"/> for the changes that have a name.</summary>
    /// <param name="budget">For improving the answer; null: repaired only, which takes milliseconds.</param>
    public static PlanPreview Ask(Plan plan, PlanningProblem changed, ISearchBudget? budget = null, int seed = 1, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var planner = new Planner(changed);
        var answer = planner.Repair(plan.Runs, cancel);
        if (budget is not null)
            answer = planner.Improve(budget, seed, cancel: cancel);
        return new(changed, answer, PlanDifference.Between(changed, plan, answer));
    }
}
