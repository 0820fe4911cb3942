namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// A repair after an event that keeps promises: when it would move more than a tenth of them by more than half an hour, a repair that
/// holds on to them is taken instead, unless lateness would rise by more than 5 % for it. Costs a second repair only then.
/// </summary>
public static class SteadyRepair
{
    const double MostMoved = 0.10, MostLateness = 1.05;
    const int Stiffness = 20, StillMinutes = 30;

    /// <param name="changed">The problem after the event, promises included.</param>
    /// <param name="earlier">Where everything was before it.</param>
    public static Plan Of(PlanningProblem changed, IReadOnlyList<PlannedRun> earlier, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var free = new Planner(changed).Repair(earlier, cancel);
        var moved = MovedShare(changed, free);
        if (moved <= MostMoved || cancel.IsCancellationRequested)
            return free;
        var policy = changed.Policy with { MovedPerSlot = changed.Policy.MovedPerSlot * Stiffness, MovedMachine = changed.Policy.MovedMachine * Stiffness };
        var stiff = new Planner(changed with { Policy = policy }).Repair(earlier, cancel);
        if (cancel.IsCancellationRequested || MovedShare(changed, stiff) >= moved)
            return free;
        // Priced as the workshop prices it.
        stiff = stiff with { Cost = PlanPricer.Price(changed, stiff) };
        return stiff.Cost.Lateness <= MostLateness * free.Cost.Lateness && stiff.Cost.Unplaced <= free.Cost.Unplaced ? stiff : free;
    }

    /// <summary>
    /// Share of the promised runs that start more than half an hour earlier or later than promised, or not at all; those on machines that
    /// cannot keep them included. Earlier breaks nothing where nobody arranged to be there, and a start in the past is no promise any more.
    /// </summary>
    public static double MovedShare(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        var starts = plan.Runs.ToDictionary(run => run.RunId, run => run.StartSlot, StringComparer.Ordinal);
        var promised = problem.Runs.Where(run => run is { Promised.StartSlot: >= 0, Running: null }).ToList();
        return promised.Count == 0 ? 0 : (double)promised.Count(Moved) / promised.Count;

        bool Moved(PlanRun run)
        {
            if (!starts.TryGetValue(run.Id, out var start))
                return true;
            var shift = (long)start - run.Promised!.StartSlot;
            return (run.MayComeEarlier ? shift : Math.Abs(shift)) * problem.SlotMinutes > StillMinutes;
        }
    }
}
