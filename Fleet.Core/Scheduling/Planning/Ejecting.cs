namespace Fleet.Core.Scheduling.Planning;

/// <summary>Makes room for a costly run at an earlier hour: on a machine, and on the circuit that feeds it.</summary>
sealed class Ejecting(PlanState state)
{
    const int MostInTheWay = 6, MostRivals = 6;

    readonly PlanModel _model = state.Model;
    readonly List<int> _part = [];

    /// <summary>A run, what lies where it would rather be, and what draws the power that it would need there.</summary>
    public void Eject(int run, List<int> removed, ref SearchRandom random)
    {
        var latest = state.LaneOf[run] >= 0 ? state.StartOf(run) : _model.T;
        var earliest = Math.Max(0, _model.Release[run]);
        if (state.LaneOf[run] >= 0)
        {
            _part.Clear();
            _part.Add(run);
            state.Remove(state.LaneOf[run], _part);
            removed.AddRange(_part);
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
            for (var k = 0; k < lane.Runs.Count && _part.Count < MostInTheWay; k++)
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
            while (_model.CircuitCapW[circuit] - state.Room.LoadW(circuit, t) < neededW)
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
}
