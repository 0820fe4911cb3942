namespace Fleet.Core.Scheduling.Planning;

/// <summary>Takes runs out of a plan in one of the ways of <see cref="Ruin"/>.</summary>
sealed class Ruining(PlanState state)
{
    const int LongestString = 6, MostAlike = 8, AnywhereRuns = 400;

    readonly PlanModel _model = state.Model;
    readonly Ejecting _ejecting = new(state);
    readonly List<int> _part = [];

    /// <summary>Adds what was taken to <paramref name="removed"/>; with <see cref="Ruin.Ejection"/> the costly run is the first.</summary>
    public void Take(Ruin way, List<int> removed, ref SearchRandom random)
    {
        var seed = AnyRun(ref random);
        if (seed < 0)
            return;
        // The larger the plan, the less an arbitrary run is worth a look.
        if (way != Ruin.Ejection && random.Below(_model.R + AnywhereRuns) < _model.R)
            seed = Costliest(seed, ref random);
        if (state.LaneOf[seed] < 0)
        {
            // Without a place: make room as for a costly one.
            _ejecting.Eject(seed, removed, ref random);
            return;
        }
        switch (way)
        {
            case Ruin.Strings: Strings(seed, removed, ref random); break;
            case Ruin.Window: Window(seed, removed, ref random); break;
            case Ruin.Ejection: _ejecting.Eject(Costliest(seed, ref random), removed, ref random); break;
            case Ruin.Scatter: Scatter(removed, ref random); break;
            default: Alike(seed, removed, ref random); break;
        }
    }

    int AnyRun(ref SearchRandom random)
    {
        for (var attempt = 0; attempt < 64; attempt++)
            if (random.Below(_model.R) is var run && _model.Placeable[run])
                return run;
        return -1;
    }

    void Strings(int seed, List<int> removed, ref SearchRandom random)
    {
        int around = state.StartOf(seed), strings = 1 + random.Below(4), longest = 1 + random.Below(LongestString);
        TakeString(state.Lanes[state.LaneOf[seed]], around, longest, removed, ref random);
        var eligible = _model.Eligible[seed];
        for (var i = 1; i < strings && eligible.Length > 1; i++)
            TakeString(state.Lanes[eligible[random.Below(eligible.Length)]], around, longest, removed, ref random);
    }

    /// <summary>Up to that many neighbours around a time; sometimes one in their middle stays.</summary>
    void TakeString(Lane lane, int around, int longest, List<int> removed, ref SearchRandom random)
    {
        if (lane.Runs.Count == 0)
            return;
        var nearest = 0;
        while (nearest + 1 < lane.Starts.Count && lane.Starts[nearest + 1] <= around)
            nearest++;
        var length = Math.Min(lane.Runs.Count, 1 + random.Below(longest));
        var from = Math.Clamp(nearest - random.Below(length), 0, lane.Runs.Count - length);
        var kept = length > 2 && random.Below(2) == 0 ? from + random.Below(length) : -1;
        _part.Clear();
        for (var i = from; i < from + length; i++)
            if (i != kept)
                _part.Add(lane.Runs[i]);
        TakePart(lane, removed);
    }

    void Window(int seed, List<int> removed, ref SearchRandom random)
    {
        var from = state.StartOf(seed);
        var to = from + 8 + random.Below(64);
        var machines = 2 + random.Below(6);
        for (var i = 0; i < machines; i++)
        {
            var lane = state.Lanes[i == 0 ? state.LaneOf[seed] : random.Below(_model.M)];
            _part.Clear();
            for (var k = 0; k < lane.Runs.Count && _part.Count < LongestString; k++)
                if (lane.Starts[k] >= from && lane.Starts[k] < to)
                    _part.Add(lane.Runs[k]);
            TakePart(lane, removed);
        }
    }

    /// <summary>The one of a few that loses most by when it ends.</summary>
    int Costliest(int seed, ref SearchRandom random)
    {
        var (best, highest) = (seed, -1L);
        for (var i = 0; i < 8; i++)
        {
            var run = i == 0 ? seed : AnyRun(ref random);
            if (state.LaneOf[run] < 0)
                return run;
            var end = state.StartOf(run) + _model.Duration[run * _model.M + state.LaneOf[run]];
            var cost = Math.Max(0L, end - _model.Due[run]) * _model.LatePrice[run] + (long)(end - _model.Release[run]) * _model.WaitPrice[run];
            if (cost > highest)
                (best, highest) = (run, cost);
        }
        return best;
    }

    void Scatter(List<int> removed, ref SearchRandom random)
    {
        var count = 1 + random.Below(4);
        for (var i = 0; i < count; i++)
            if (AnyRun(ref random) is >= 0 and var run && state.LaneOf[run] >= 0)
            {
                _part.Clear();
                _part.Add(run);
                TakePart(state.Lanes[state.LaneOf[run]], removed);
            }
    }

    void Alike(int seed, List<int> removed, ref SearchRandom random)
    {
        var first = random.Below(_model.R);
        var wanted = 2 + random.Below(MostAlike - 1);
        for (var i = 0; i < _model.R && removed.Count < wanted; i++)
        {
            var run = (first + i) % _model.R;
            if (state.LaneOf[run] < 0 || !SameSetup(run, seed))
                continue;
            _part.Clear();
            _part.Add(run);
            TakePart(state.Lanes[state.LaneOf[run]], removed);
        }
    }

    bool SameSetup(int run, int other)
    {
        for (var kind = 0; kind < _model.Kinds; kind++)
            if (_model.Values[run * _model.Kinds + kind] != _model.Values[other * _model.Kinds + kind])
                return false;
        return _model.Eligible[run].Length == _model.Eligible[other].Length;
    }

    void TakePart(Lane lane, List<int> removed)
    {
        if (_part.Count == 0)
            return;
        state.Remove(lane.Model.Index, _part);
        removed.AddRange(_part);
    }
}
