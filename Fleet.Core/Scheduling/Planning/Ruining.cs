namespace Fleet.Core.Scheduling.Planning;

/// <summary>Takes runs out of a plan in one of the ways of <see cref="Ruin"/>.</summary>
sealed class Ruining(PlanState state)
{
    const int LongestString = 6, MostAlike = 8, AnywhereRuns = 400, MostRivals = 6;

    readonly PlanModel _model = state.Model;
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
            Eject(seed, removed, ref random);
            return;
        }
        switch (way)
        {
            case Ruin.Strings: Strings(seed, removed, ref random); break;
            case Ruin.Window: Window(seed, removed, ref random); break;
            case Ruin.Ejection: Eject(Costliest(seed, ref random), removed, ref random); break;
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

    int StartOf(int run)
    {
        var lane = state.Lanes[state.LaneOf[run]];
        return lane.Starts[lane.Runs.IndexOf(run)];
    }

    void Strings(int seed, List<int> removed, ref SearchRandom random)
    {
        int around = StartOf(seed), strings = 1 + random.Below(4), longest = 1 + random.Below(LongestString);
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
        var from = StartOf(seed);
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
            var end = StartOf(run) + _model.Duration[run * _model.M + state.LaneOf[run]];
            var cost = Math.Max(0L, end - _model.Due[run]) * _model.LatePrice[run] + (long)(end - _model.Release[run]) * _model.WaitPrice[run];
            if (cost > highest)
                (best, highest) = (run, cost);
        }
        return best;
    }

    /// <summary>A run, what lies where it would rather be, and what draws the power that it would need there.</summary>
    void Eject(int run, List<int> removed, ref SearchRandom random)
    {
        var latest = state.LaneOf[run] >= 0 ? StartOf(run) : _model.T;
        var earliest = Math.Max(0, _model.Release[run]);
        if (state.LaneOf[run] >= 0)
        {
            _part.Clear();
            _part.Add(run);
            TakePart(state.Lanes[state.LaneOf[run]], removed);
        }
        else
            removed.Add(run);
        var eligible = _model.Eligible[run];
        var lanes = 1 + random.Below(2);
        for (var i = 0; i < lanes; i++)
        {
            var machine = eligible[random.Below(eligible.Length)];
            var lane = state.Lanes[machine];
            var target = Startable(run, lane.Model, earliest, latest, ref random);
            var until = Math.Min(_model.T, target + _model.Duration[run * _model.M + machine]);
            _part.Clear();
            for (var k = 0; k < lane.Runs.Count && _part.Count < LongestString; k++)
                if (lane.Starts[k] < until && lane.Starts[k] + _model.Duration[lane.Runs[k] * _model.M + machine] > target)
                    _part.Add(lane.Runs[k]);
            ReleasePart(lane, removed);
            if (i == 0)
                foreach (var circuit in lane.Model.Circuits)
                    Unload(circuit, lane, target, until, removed, ref random);
        }
    }

    /// <summary>Some slot between two at which the machine could begin the run if nothing else were planned.</summary>
    int Startable(int run, LaneModel lane, int earliest, int latest, ref SearchRandom random)
    {
        var fit = _model.Fit[run * _model.M + lane.Index];
        var target = earliest;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            target = earliest + random.Below(Math.Max(1, latest - earliest));
            if (target < _model.T && lane.MayStart[target] && lane.RunsUntil[target] >= target + fit && (lane.AutoEject || lane.HandsBack[target] >= 0))
                return target;
        }
        return target;
    }

    /// <summary>Takes runs off other machines of a circuit until it could carry the machine over some slots.</summary>
    void Unload(int circuit, Lane lane, int from, int until, List<int> removed, ref SearchRandom random)
    {
        var rivals = 0;
        for (var t = from; t < until; t++)
        {
            var neededW = t == from ? lane.Model.StartW : lane.Model.PowerW;
            while (_model.CircuitCapW[circuit] - state.LoadW(circuit, t) < neededW)
            {
                if (++rivals > MostRivals || RunningAt(circuit, lane, t, ref random) is not (>= 0 and var rival))
                    return;
                _part.Clear();
                _part.Add(rival);
                ReleasePart(state.Lanes[state.LaneOf[rival]], removed);
            }
        }
    }

    /// <summary>Any run that draws from a circuit in a slot, on another machine.</summary>
    int RunningAt(int circuit, Lane but, int slot, ref SearchRandom random)
    {
        int found = -1, seen = 0;
        foreach (var lane in state.Lanes)
        {
            if (lane == but || !lane.Model.Circuits.Contains(circuit))
                continue;
            var k = lane.Before(slot + 1) - 1;
            if (k >= 0 && lane.Starts[k] + _model.Duration[lane.Timed[k] * _model.M + lane.Model.Index] > slot && random.Below(++seen) == 0)
                found = lane.Timed[k];
        }
        return found;
    }

    void ReleasePart(Lane lane, List<int> removed)
    {
        if (_part.Count == 0)
            return;
        state.Release(lane.Model.Index, _part);
        removed.AddRange(_part);
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
