namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// What all lanes together take from circuits and hands, slot by slot, and what is left to one of them. Every change that can decide about
/// somebody's start has a number, so that a lane whose numbers are the same need not look again.
/// </summary>
sealed class SharedRoom
{
    readonly PlanModel _model;
    readonly int[][] _loadW;
    readonly int[][] _hands;
    readonly long[] _circuitVersion;
    readonly long[] _handsVersion;
    readonly int[] _largestW;
    readonly int[] _room;
    readonly int[] _handsBack;
    long _clock;

    public SharedRoom(PlanModel model)
    {
        _model = model;
        _room = new int[model.T];
        _handsBack = new int[model.T];
        _loadW = [.. model.CircuitCapW.Select(_ => new int[model.T])];
        _hands = [.. model.Hands.Select(_ => new int[model.T])];
        _circuitVersion = new long[_loadW.Length];
        _handsVersion = new long[_hands.Length];
        _largestW = [.. model.CircuitCapW.Select((_, c) => model.Lanes.Where(lane => lane.Circuits.Contains(c)).Select(lane => lane.StartW).DefaultIfEmpty().Max())];
        foreach (var lane in model.Lanes.Where(lane => lane.Running >= 0))
            foreach (var circuit in lane.Circuits)
                Add(_loadW[circuit], 0, lane.FreeAt, lane.PowerW);
    }

    public int LoadW(int circuit, int slot) => _loadW[circuit][slot];

    /// <summary>Adds or takes away what a lane draws and whose hands it needs.</summary>
    /// <param name="quiet">The change will be taken back before anybody looks.</param>
    public void Take(Lane lane, int sign, bool quiet = false)
    {
        for (var i = 0; i < lane.Starts.Count; i++)
        {
            int run = lane.Timed[i], start = lane.Starts[i], end = start + _model.Duration[run * _model.M + lane.Model.Index];
            foreach (var circuit in lane.Model.Circuits)
            {
                if (!quiet && Tight(_loadW[circuit], start, end, circuit, sign * lane.Model.StartW))
                    _circuitVersion[circuit] = ++_clock;
                Add(_loadW[circuit], start, end, sign * lane.Model.PowerW);
                _loadW[circuit][start] += sign * (lane.Model.StartW - lane.Model.PowerW);
            }
            if (lane.Model.Workshop is >= 0 and var workshop && _model.Hands[workshop] is not null)
            {
                var setup = _model.SetupSlots(lane.Model, i == 0 ? -1 : lane.Timed[i - 1], run);
                if (lane.Model.AutoEject && setup == 0)
                    continue;
                Add(_hands[workshop], start - setup, start + 1, sign);
                if (!quiet)
                    _handsVersion[workshop] = ++_clock;
            }
        }
    }

    /// <summary>Whether the change can decide about anybody's start.</summary>
    bool Tight(int[] loadW, int from, int to, int circuit, int changeW)
    {
        var free = _model.CircuitCapW[circuit] - _largestW[circuit] - Math.Max(0, changeW);
        foreach (var w in loadW.AsSpan(from, to - from))
            if (w > free)
                return true;
        return false;
    }

    static void Add(int[] slots, int from, int to, int value)
    {
        (from, to) = (Math.Min(from, slots.Length), Math.Min(to, slots.Length));
        LaneRoom.Add(slots.AsSpan(from, to - from), value);
    }

    /// <summary>Changes with everything that can decide about a start on the lane; never negative.</summary>
    public long StampOf(Lane lane)
    {
        long stamp = 0;
        foreach (var circuit in lane.Model.Circuits)
            stamp = unchecked(stamp * 1_000_003 + _circuitVersion[circuit]);
        return lane.Model.Workshop >= 0 ? unchecked(stamp * 1_000_003 + _handsVersion[lane.Model.Workshop]) & long.MaxValue : stamp & long.MaxValue;
    }

    /// <summary>Where the lane may start and run beside what all the others take. True when that changed.</summary>
    public bool Freshen(Lane lane)
    {
        Take(lane, -1, quiet: true);
        var model = lane.Model;
        _room.AsSpan().Fill(_model.T);
        foreach (var circuit in model.Circuits)
            LaneRoom.Cut(_room, _loadW[circuit], _model.CircuitCapW[circuit], model);
        var hands = model.HandsBack;
        if (model.Workshop >= 0 && _model.Hands[model.Workshop] is { } limit)
        {
            hands = _handsBack;
            for (int t = 0, back = -1; t < _model.T; t++)
                hands[t] = back = _hands[model.Workshop][t] >= limit[t] ? -1 : Math.Min(model.HandsBack[t], back + 1);
        }
        Take(lane, +1, quiet: true);
        if (_room.AsSpan().SequenceEqual(lane.Table.Room) && hands.AsSpan().SequenceEqual(lane.Table.Hands))
            return false;
        _room.CopyTo(lane.Table.Room, 0);
        hands.CopyTo(lane.Table.Hands, 0);
        return true;
    }

    public void CopyVersions(long[] circuits, long[] hands)
    {
        _circuitVersion.CopyTo(circuits, 0);
        _handsVersion.CopyTo(hands, 0);
    }

    public void ReturnVersions(long[] circuits, long[] hands)
    {
        circuits.CopyTo(_circuitVersion, 0);
        hands.CopyTo(_handsVersion, 0);
    }
}
