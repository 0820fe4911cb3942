namespace Fleet.Core.Scheduling.Planning;

/// <summary>Places runs one after the other, each at its cheapest place.</summary>
static class Insertion
{
    /// <summary>Runs of a plan up to which every one of them is priced exactly on all its machines.</summary>
    const int MostExact = 2000;

    /// <summary>
    /// Fixed ones first, then by due time plus a multiple of duration over price of lateness: short and dear ones early, the long and cheap
    /// ones, which hold up many others, late. Twelve durations at the default price of lateness did best on the generator's workshops.
    /// </summary>
    public static IEnumerable<int> Order(PlanModel model, IEnumerable<int> runs) => runs
        .OrderBy(run => model.PinnedStart[run] >= 0 ? 0 : 1)
        .ThenBy(run => Math.Min(model.Due[run], model.T) + 12L * PlanPolicy.Default.LatePerSlot * Shortest(model, run) / Math.Max(1, model.LatePrice[run]))
        .ThenBy(run => model.Release[run])
        .ThenBy(run => run);

    static int Shortest(PlanModel model, int run)
    {
        var slots = int.MaxValue;
        foreach (var machine in model.Eligible[run])
            slots = Math.Min(slots, model.Duration[run * model.M + machine]);
        return slots == int.MaxValue ? 0 : slots;
    }

    public static void PlaceAll(PlanState state, IEnumerable<int> runs, CancellationToken cancel)
    {
        foreach (var run in Order(state.Model, runs))
        {
            if (cancel.IsCancellationRequested)
                return;
            // In very large plans nearly the cheapest place has to be near enough: whoever wants better improves the plan afterwards.
            if (state.Model.R <= MostExact || state.Likely(run, Some(state.Model.Eligible[run], run)) is not { Exists: true } likely
                || !state.Place(run, likely.Machine, likely.Position))
                Place(state, run);
        }
    }

    /// <summary>Of many machines every second, third, … one, another share of them for each run.</summary>
    static ReadOnlySpan<int> Some(int[] eligible, int run)
    {
        const int Most = 16;
        var step = (eligible.Length + Most - 1) / Most;
        if (step <= 1)
            return eligible;
        var some = new List<int>(Most);
        for (var i = run % step; i < eligible.Length; i += step)
            some.Add(eligible[i]);
        return some.ToArray();
    }

    /// <summary>False when the horizon has no place for it.</summary>
    public static bool Place(PlanState state, int run) =>
        state.Cheapest(run) is { Exists: true } quote && state.Place(run, quote.Machine, quote.Position);
}
