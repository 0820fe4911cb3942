namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// What a watt of a circuit is worth in every slot to the runs that wait for it. While a search is under way it is added to the price of
/// electricity, less and less: so what nobody waits for leaves the full hours to what somebody does, long runs go into the night, and of two
/// machines the one of less thirst is taken. A single move does not see that, because each run is timed beside what all the others take.
/// <code>
///   worth(slot) = how full (0 to 1) x what a slot's delay of all waiting runs costs / the circuit's watts
/// </code>
/// A run waits from its release to its start; its delay costs its waiting, and its lateness if it ends late.
/// </summary>
sealed class CircuitScarcity
{
    const int FractionBits = 16, MostUnits = 100_000_000;

    /// <summary>A circuit counts as filling up when fewer than so many of its machines could still be started.</summary>
    const int LastMachines = 6;

    /// <summary>How much of a new measure is believed: a quarter, so that runs do not all leave one day together for the next.</summary>
    const int Believed = 4;

    readonly PlanState _state;
    readonly PlanModel _model;
    readonly int[][] _own;
    readonly long[][] _worth;
    readonly long[] _waiting;
    bool _measured;

    public CircuitScarcity(PlanState state)
    {
        (_state, _model) = (state, state.Model);
        _own = [.. _model.Lanes.Select(lane => (int[])lane.Power.Clone())];
        _worth = [.. _model.CircuitCapW.Select(_ => new long[_model.T])];
        _waiting = new long[_model.T + 1];
    }

    /// <summary>The plan's cost without what was added.</summary>
    public long TrueCost()
    {
        var cost = _state.Cost;
        foreach (var lane in _state.Lanes)
        {
            var (own, power) = (_own[lane.Model.Index], lane.Model.Power);
            for (var i = 0; i < lane.Starts.Count; i++)
            {
                var (start, end) = (lane.Starts[i], EndOf(lane, i));
                cost -= power[end] - power[start] - (own[end] - own[start]);
            }
        }
        return cost;
    }

    /// <summary>Looks at the plan as it is. False when no circuit is full anywhere.</summary>
    public bool Measure()
    {
        var scarce = false;
        for (var circuit = 0; circuit < _worth.Length; circuit++)
        {
            if (MeanStartW(circuit) is not (> 0 and var meanW))
                continue;
            long price = 0, reachW = LastMachines * meanW, capW = Math.Max(1, _model.CircuitCapW[circuit]);
            CountWaiting(circuit);
            for (var t = 0; t < _model.T; t++)
            {
                price += _waiting[t];
                var missingW = Math.Clamp(reachW - (capW - _state.Room.LoadW(circuit, t)), 0, reachW);
                var now = ((price << FractionBits) / capW * ((missingW << FractionBits) / reachW)) >> FractionBits;
                _worth[circuit][t] = _measured ? _worth[circuit][t] + (now - _worth[circuit][t]) / Believed : now;
                scarce |= now > 0;
            }
        }
        _measured = true;
        return scarce;
    }

    /// <summary>Times every machine at its own prices plus a share of that worth.</summary>
    /// <param name="share">In 1/65536; 0: as it was before.</param>
    public void Apply(int share)
    {
        foreach (var lane in _model.Lanes)
        {
            var own = _own[lane.Index];
            var sum = 0L;
            for (var t = 0; t < _model.T; t++)
            {
                foreach (var circuit in lane.Circuits)
                    sum += (_worth[circuit][t] * Math.Min(lane.PowerW, _model.CircuitCapW[circuit]) >> FractionBits) * share;
                lane.Power[t + 1] = own[t + 1] + (int)Math.Min(MostUnits, sum >> FractionBits);
            }
        }
        _state.Reprice();
    }

    /// <summary>Into each slot by how much the price of a slot's delay of all who wait changes there.</summary>
    void CountWaiting(int circuit)
    {
        Array.Clear(_waiting);
        foreach (var lane in _state.Lanes)
        {
            if (!lane.Model.Circuits.Contains(circuit))
                continue;
            for (var i = 0; i < lane.Starts.Count; i++)
            {
                var run = lane.Timed[i];
                long price = _model.WaitPrice[run] + _model.FairPrice[run] + (EndOf(lane, i) > _model.Due[run] ? _model.LatePrice[run] : 0);
                _waiting[Math.Max(0, _model.Release[run])] += price;
                _waiting[lane.Starts[i]] -= price;
            }
        }
    }

    long MeanStartW(int circuit)
    {
        long sumW = 0, count = 0;
        foreach (var lane in _model.Lanes)
            if (lane.Circuits.Contains(circuit))
                (sumW, count) = (sumW + lane.StartW, count + 1);
        return count == 0 ? 0 : sumW / count;
    }

    int EndOf(Lane lane, int i) => lane.Starts[i] + _model.Duration[lane.Timed[i] * _model.M + lane.Model.Index];
}
