namespace Fleet.Core.Scheduling.Planning;

/// <summary>Places runs one after the other, each at its cheapest place.</summary>
static class Insertion
{
    /// <summary>Fixed ones first, then by what waiting for them costs, then by due time.</summary>
    public static IEnumerable<int> Order(PlanModel model, IEnumerable<int> runs) => runs
        .OrderBy(run => model.PinnedStart[run] >= 0 ? 0 : 1)
        .ThenByDescending(run => model.LatePrice[run] == 0 || model.Due[run] == PlanModel.NoDue ? 0 : model.LatePrice[run])
        .ThenBy(run => model.Due[run])
        .ThenBy(run => model.Release[run])
        .ThenBy(run => run);

    public static void PlaceAll(PlanState state, IEnumerable<int> runs, CancellationToken cancel)
    {
        foreach (var run in Order(state.Model, runs))
        {
            if (cancel.IsCancellationRequested)
                return;
            Place(state, run);
        }
    }

    /// <summary>False when the horizon has no place for it.</summary>
    public static bool Place(PlanState state, int run) =>
        state.Cheapest(run) is { Exists: true } quote && state.Place(run, quote.Machine, quote.Position);
}
