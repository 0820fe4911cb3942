namespace Fleet.Core.Scheduling.Planning;

/// <summary>What a published plan takes from circuits and hands, slot by slot.</summary>
sealed class PlanLoads
{
    readonly PlanModel _model;
    readonly int[][] _loadW, _hands;

    /// <param name="without">A run that is looked at as if it were not there yet.</param>
    public PlanLoads(PlanModel model, IEnumerable<(int Run, int Machine, PlannedRun Place)> planned, int without)
    {
        _model = model;
        _loadW = [.. model.CircuitCapW.Select(_ => new int[model.T])];
        _hands = [.. model.Hands.Select(_ => new int[model.T])];
        foreach (var (run, machine, place) in planned)
        {
            if (run == without)
                continue;
            var lane = model.Lanes[machine];
            foreach (var circuit in lane.Circuits)
                for (var t = Math.Max(0, place.StartSlot); t < Math.Min(model.T, place.EndSlot); t++)
                    _loadW[circuit][t] += t == place.StartSlot && run != lane.Running ? lane.StartW : lane.PowerW;
            if (lane.Workshop >= 0 && run != lane.Running && !(lane.AutoEject && place.SetupSlots == 0))
                for (var t = Math.Max(0, place.StartSlot - place.SetupSlots); t <= place.StartSlot; t++)
                    _hands[lane.Workshop][t]++;
        }
    }

    /// <summary>The circuit that could not carry the machine over some slots, and the first such slot.</summary>
    public (int Circuit, int Slot)? Overload(LaneModel lane, int start, int end)
    {
        foreach (var circuit in lane.Circuits)
            for (var t = start; t < Math.Min(end, _model.T); t++)
                if (_loadW[circuit][t] + (t == start ? lane.StartW : lane.PowerW) > _model.CircuitCapW[circuit])
                    return (circuit, t);
        return null;
    }

    public int LoadW(int circuit, int slot) => _loadW[circuit][slot];

    /// <summary>Somebody is free in all these slots, the last one included.</summary>
    public bool HandsFree(LaneModel lane, int from, int to)
    {
        if (lane.Workshop < 0 || _model.Hands[lane.Workshop] is not { } limit)
            return true;
        for (var t = Math.Max(0, from); t <= Math.Min(to, _model.T - 1); t++)
            if (_hands[lane.Workshop][t] >= limit[t])
                return false;
        return true;
    }
}
