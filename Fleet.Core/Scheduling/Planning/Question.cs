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

    /// <summary><see cref="SteadyRepair"/>, and what it moves.</summary>
    /// <param name="changed">The problem after the event, promises included.</param>
    public static PlanPreview Steady(Plan plan, PlanningProblem changed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var repaired = SteadyRepair.Of(changed, plan.Runs, cancel);
        return new(changed, repaired, PlanDifference.Between(changed, plan, repaired));
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
