namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The baseline that everything is measured against: slot by slot, every free machine begins the run with the highest apparent tardiness
/// cost among those that can begin now (Vepsalainen and Morton 1987, with the set-up term of Lee, Bhaskaran and Pinedo 1997). It never
/// waits for a better moment and never looks back.
/// </summary>
sealed class AtcDispatcher(PlanModel model)
{
    // The usual look-ahead of the index, in mean durations, and of its set-up term, in slots.
    const double LookAhead = 2, SetupLookAhead = 2;

    readonly int[][] _loadW = [.. model.CircuitCapW.Select(_ => new int[model.T])];
    readonly int[][] _hands = [.. model.Hands.Select(_ => new int[model.T])];
    readonly int[] _free = [.. model.Lanes.Select(lane => lane.FreeAt)];
    readonly int[] _last = [.. model.Lanes.Select(_ => -1)];

    /// <summary>The runs of each machine in their order with their starts.</summary>
    public List<(int run, int machine, int start)> Dispatch()
    {
        foreach (var lane in model.Lanes.Where(lane => lane.Running >= 0))
            foreach (var circuit in lane.Circuits)
                Add(_loadW[circuit], 0, lane.FreeAt, lane.PowerW);
        var open = Enumerable.Range(0, model.R).Where(run => model.Placeable[run]).ToList();
        var placed = new List<(int, int, int)>(open.Count);
        if (open.Count == 0)
            return placed;
        var meanSlots = open.Average(run => model.Duration[run * model.M + model.Eligible[run][0]]);
        for (var now = 0; now < model.T && open.Count > 0; now++)
            for (var m = 0; m < model.M; m++)
            {
                if (_free[m] > now)
                    continue;
                var (best, start, highest) = (-1, 0, double.NegativeInfinity);
                foreach (var run in open)
                {
                    var from = now + model.SetupSlots(model.Lanes[m], _last[m], run);
                    if (model.Duration[run * model.M + m] == 0 || model.Release[run] > from || !CanStart(run, model.Lanes[m], from, from - now))
                        continue;
                    if (Index(run, m, now, meanSlots) is var index && index > highest)
                        (best, start, highest) = (run, from, index);
                }
                if (best < 0)
                    continue;
                Take(best, model.Lanes[m], start, start - now);
                placed.Add((best, m, start));
                open.Remove(best);
            }
        return placed;
    }

    bool CanStart(int run, LaneModel lane, int start, int setup)
    {
        var end = start + model.Duration[run * model.M + lane.Index];
        if (start >= model.T || end > model.T || !lane.MayStart[start] || lane.RunsUntil[start] < start + model.Fit[run * model.M + lane.Index]
            || (model.PinnedStart[run] is >= 0 and var pinned && pinned != start))
            return false;
        if (!(lane.AutoEject && setup == 0))
        {
            if (lane.HandsBack[start] < setup)
                return false;
            if (lane.Workshop >= 0 && model.Hands[lane.Workshop] is { } limit)
                for (var t = start - setup; t <= start; t++)
                    if (_hands[lane.Workshop][t] >= limit[t])
                        return false;
        }
        // The room is kept free for P80, or P95: as long as the run may take.
        var until = Math.Min(model.T, start + model.Fit[run * model.M + lane.Index]);
        foreach (var circuit in lane.Circuits)
        {
            if (_loadW[circuit][start] + lane.StartW > model.CircuitCapW[circuit])
                return false;
            for (var t = start; t < until; t++)
                if (_loadW[circuit][t] + lane.PowerW > model.CircuitCapW[circuit])
                    return false;
        }
        return true;
    }

    void Take(int run, LaneModel lane, int start, int setup)
    {
        var end = start + model.Duration[run * model.M + lane.Index];
        (_free[lane.Index], _last[lane.Index]) = (end, run);
        foreach (var circuit in lane.Circuits)
        {
            Add(_loadW[circuit], start, end, lane.PowerW);
            _loadW[circuit][start] += lane.StartW - lane.PowerW;
        }
        if (lane.Workshop >= 0 && !(lane.AutoEject && setup == 0))
            Add(_hands[lane.Workshop], start - setup, start + 1, 1);
    }

    double Index(int run, int machine, int now, double meanSlots)
    {
        var duration = model.Duration[run * model.M + machine];
        var slack = model.Due[run] == PlanModel.NoDue ? 10 * meanSlots : Math.Max(0, model.Due[run] - duration - now);
        var setup = model.SetupSlots(model.Lanes[machine], _last[machine], run);
        return (double)Math.Max(1, model.LatePrice[run]) / duration * Math.Exp(-slack / (LookAhead * meanSlots)) * Math.Exp(-setup / SetupLookAhead);
    }

    static void Add(int[] slots, int from, int to, int value)
    {
        for (var t = from; t < Math.Min(to, slots.Length); t++)
            slots[t] += value;
    }
}
