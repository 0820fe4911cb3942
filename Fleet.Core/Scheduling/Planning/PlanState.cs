namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// A plan under construction: sequences, exact start times, and what they take from circuits and hands. Feasible after every call. A
/// machine is always timed against what all the others take, so no change elsewhere can break it. One thread.
/// </summary>
sealed class PlanState
{
    readonly int[][] _loadW;
    readonly int[][] _hands;
    readonly long[] _circuitVersion;
    readonly long[] _handsVersion;
    readonly int[] _largestW;
    readonly LaneTiming _timing;
    readonly int[] _prices;
    readonly int[] _floor;
    readonly int[] _room;
    readonly int[] _handsBack;
    readonly PlanUndo _undo;
    readonly List<Lane> _released = [];
    long _clock;

    public PlanState(PlanModel model)
    {
        Model = model;
        _timing = new(model);
        _prices = new int[model.T + 1];
        _prices[model.T] = LaneTable.Never;
        _floor = new int[model.T + 1];
        _room = new int[model.T];
        _handsBack = new int[model.T];
        Lanes = [.. model.Lanes.Select(lane => new Lane(lane, model.T))];
        LaneOf = new int[model.R];
        Array.Fill(LaneOf, -1);
        _loadW = [.. model.CircuitCapW.Select(_ => new int[model.T])];
        _hands = [.. model.Hands.Select(_ => new int[model.T])];
        _circuitVersion = new long[_loadW.Length];
        _handsVersion = new long[_hands.Length];
        _largestW = [.. model.CircuitCapW.Select((_, c) => model.Lanes.Where(lane => lane.Circuits.Contains(c)).Select(lane => lane.StartW).DefaultIfEmpty().Max())];
        _undo = new(this);
        foreach (var lane in model.Lanes.Where(lane => lane.Running >= 0))
            foreach (var circuit in lane.Circuits)
                Add(_loadW[circuit], 0, lane.FreeAt, lane.PowerW);
        for (var run = 0; run < model.R; run++)
            if (model.Placeable[run])
                Cost += model.UnplacedPrice[run];
    }

    public PlanModel Model { get; }
    public Lane[] Lanes { get; }

    /// <summary>The lane of each run, or -1.</summary>
    public int[] LaneOf { get; }

    /// <summary>What the search minimises. Equal to the total of <see cref="PlanPricer"/> unless a price reached its ceiling.</summary>
    public long Cost { get; private set; }

    public PlanUndo Undo => _undo;

    /// <summary>The cheapest place, or none.</summary>
    public Quote Cheapest(int run) => Cheapest(run, Model.Eligible[run], Quote.None);

    /// <summary>
    /// Nearly the cheapest place on some machines: lanes are looked at as they were when somebody last needed them exactly, and a set-up
    /// that the run behind would need is taken to find somebody. For searches, which see the true cost as soon as they place it.
    /// </summary>
    public Quote Likely(int run, ReadOnlySpan<int> machines) => Cheapest(run, machines, Quote.None, exact: false);

    /// <summary>The cheapest place on some machines, if it is cheaper than one that is known.</summary>
    public Quote Cheapest(int run, ReadOnlySpan<int> machines, Quote best) => Cheapest(run, machines, best, exact: true);

    Quote Cheapest(int run, ReadOnlySpan<int> machines, Quote best, bool exact)
    {
        var filled = -1;
        foreach (var m in machines)
        {
            var lane = Lanes[m];
            if (exact || lane.Table.Stamp < 0)
                Freshen(lane);
            _timing.Behind(lane);
            if (filled < 0 || Model.Lanes[filled].Twin != lane.Model.Twin || Model.Duration[run * Model.M + filled] != Model.Duration[run * Model.M + m])
            {
                RunPricing.Fill(Model, lane.Model, run, _prices);
                var least = _floor[Model.T] = LaneTable.Never;
                RunningMin.Backward(_prices, 0, _floor.AsSpan(0, Model.T), ref least);
                filled = m;
            }
            var extra = ChoiceOn(run, m);
            for (var position = 0; position <= lane.Runs.Count; position++)
            {
                var limit = (int)Math.Min(LaneTable.Never, best.Price - extra);
                if (lane.Table.FirstBefore[position] > Model.T || _floor[lane.Table.FirstBefore[position]] - lane.Model.MostSetupCost > limit)
                    break;
                var price = _timing.PriceOf(lane, run, position, _prices, _floor, limit, exact);
                if (price < limit)
                    best = new(price + extra, m, position);
            }
        }
        return best;
    }

    /// <summary>What does not depend on the time: transport, a promise's machine, companions elsewhere.</summary>
    internal long ChoiceOn(int run, int machine)
    {
        long price = Model.Choice[run * Model.M + machine];
        foreach (var companion in Model.Companions[run])
            if (LaneOf[companion] >= 0 && LaneOf[companion] != machine)
                price += Model.Problem.Policy.Separated;
        return price;
    }

    /// <summary>Places a run. False, and nothing changed, when it does not fit there.</summary>
    public bool Place(int run, int machine, int position)
    {
        var lane = Lanes[machine];
        var swapped = _undo.Touch(lane);
        var same = lane.Table.Stamp == StampOf(lane) || (!FreshenRoom(lane) && lane.Table.Stamp >= 0);
        lane.Runs.Insert(position, run);
        if (swapped || !same)
            _timing.Rebuild(lane);
        else
            _timing.Rebuild(lane, position);
        if (_timing.Least(lane) >= LaneTable.Never)
        {
            lane.Runs.RemoveAt(position);
            _timing.Rebuild(lane);
            return false;
        }
        Cost += ChoiceOn(run, machine) - Model.UnplacedPrice[run];
        LaneOf[run] = machine;
        Retime(lane);
        return true;
    }

    /// <summary>
    /// Takes some runs off one machine and times the rest again. Where the rest cannot be done without them (two neighbours now need a
    /// set-up for which nobody has time), the ones behind go too.
    /// </summary>
    /// <param name="runs">Those that had to go besides are added to it.</param>
    public void Remove(int machine, List<int> runs)
    {
        var lane = Lanes[machine];
        _undo.Touch(lane);
        if (lane.Table.Stamp != StampOf(lane))
            FreshenRoom(lane);
        var from = lane.Runs.Count;
        for (var i = 0; i < runs.Count; i++)
        {
            var position = lane.Runs.IndexOf(runs[i]);
            from = Math.Min(from, position);
            Drop(lane, position);
        }
        _timing.Rebuild(lane);
        while (_timing.Least(lane) >= LaneTable.Never)
        {
            var next = Math.Min(from, lane.Runs.Count - 1);
            runs.Add(lane.Runs[next]);
            Drop(lane, next);
            _timing.Rebuild(lane);
        }
        Retime(lane);
    }

    /// <summary>
    /// As <see cref="Remove"/>, but the rest of the lane keeps its starts where it can, so that what the runs drew is free for somebody
    /// else. <see cref="Settle"/> lets the rest move up.
    /// </summary>
    public void Release(int machine, List<int> runs)
    {
        var lane = Lanes[machine];
        _undo.Touch(lane);
        if (!Stays(lane, runs))
        {
            Remove(machine, runs);
            return;
        }
        Take(lane, -1);
        for (var i = 0; i < runs.Count; i++)
        {
            var position = lane.Runs.IndexOf(runs[i]);
            Drop(lane, position);
            lane.Timed.RemoveAt(position);
            lane.Starts.RemoveAt(position);
        }
        Take(lane, +1);
        FreshenRoom(lane);
        _timing.Rebuild(lane);
        lane.Table.Stamp = StampOf(lane);
        var cost = _timing.PriceOfStarts(lane);
        Cost += cost - lane.Cost;
        lane.Cost = cost;
        _released.Add(lane);
    }

    /// <summary>Whether the other runs can begin when they do without these: no set-up grows, so that nobody else's hands are needed.</summary>
    bool Stays(Lane lane, List<int> runs)
    {
        for (int i = 0, before = -1; i < lane.Runs.Count; i++)
        {
            var run = lane.Runs[i];
            if (runs.Contains(run))
                continue;
            if (Model.SetupSlots(lane.Model, before, run) > Model.SetupSlots(lane.Model, i == 0 ? -1 : lane.Runs[i - 1], run))
                return false;
            before = run;
        }
        return true;
    }

    /// <summary>Times the lanes of <see cref="Release"/> at their best again.</summary>
    public void Settle()
    {
        foreach (var lane in _released)
        {
            Freshen(lane);
            if (_timing.Least(lane) < lane.Cost)
                Retime(lane);
        }
        _released.Clear();
    }

    public int LoadW(int circuit, int slot) => _loadW[circuit][slot];

    void Drop(Lane lane, int position)
    {
        var run = lane.Runs[position];
        lane.Runs.RemoveAt(position);
        LaneOf[run] = -1;
        Cost += Model.UnplacedPrice[run] - ChoiceOn(run, lane.Model.Index);
    }

    /// <summary>Merges a sequence that somebody else found, by its starts, into what lies on a machine. False, and nothing changed, when it cannot be done.</summary>
    public bool PlaceAll(int machine, IReadOnlyList<(int Run, int Start)> runs)
    {
        var lane = Lanes[machine];
        _undo.Touch(lane);
        if (lane.Table.Stamp != StampOf(lane))
            FreshenRoom(lane);
        for (int i = 0, at = 0; i < runs.Count; i++)
        {
            // Those that were here have starts; the new ones keep their order among them.
            while (at < lane.Runs.Count && lane.Starts.Count > at - i && lane.Starts[at - i] < runs[i].Start)
                at++;
            lane.Runs.Insert(at++, runs[i].Run);
        }
        _timing.Rebuild(lane);
        if (_timing.Least(lane) >= LaneTable.Never)
        {
            lane.Runs.Clear();
            lane.Runs.AddRange(lane.Timed);
            _timing.Rebuild(lane);
            return false;
        }
        for (var i = 0; i < runs.Count; i++)
        {
            Cost += ChoiceOn(runs[i].Run, machine) - Model.UnplacedPrice[runs[i].Run];
            LaneOf[runs[i].Run] = machine;
        }
        Retime(lane);
        return true;
    }

    /// <summary>Before a lane is asked for the price of another sequence.</summary>
    public void Behind(Lane lane) => _timing.Behind(lane);

    /// <summary>Looks at a lane beside what the others take now. True when other sequences may cost something else than before.</summary>
    public bool Refresh(Lane lane)
    {
        var stamp = StampOf(lane);
        if (lane.Table.Stamp == stamp)
            return false;
        var changed = FreshenRoom(lane) || lane.Table.Stamp < 0;
        if (changed)
            _timing.Rebuild(lane);
        lane.Table.Stamp = stamp;
        _timing.Behind(lane);
        return changed;
    }

    /// <summary>Other runs in the place of as many on one machine: the same ones in another order. False, and nothing changed, when the cost would rise by more than that.</summary>
    public bool Reorder(Lane lane, int from, ReadOnlySpan<int> runs, long mostRise)
    {
        var before = Cost;
        _undo.Begin();
        _undo.Touch(lane);
        for (var i = 0; i < runs.Length; i++)
            lane.Runs[from + i] = runs[i];
        return Decide(Again(lane), before, mostRise);
    }

    /// <summary>A stretch of one machine against a stretch of another. False, and nothing changed, when the cost would rise by more than that.</summary>
    public bool Exchange(Lane lane, int from, int count, Lane other, int at, int back, long mostRise)
    {
        var before = Cost;
        _undo.Begin();
        _undo.Touch(lane);
        _undo.Touch(other);
        Move(lane, other, from, count, at + back);
        Move(other, lane, at, back, from);
        // Neither is in the other's way while the first is timed again.
        Take(other, -1);
        other.Timed.Clear();
        other.Starts.Clear();
        return Decide(Again(lane) && Again(other), before, mostRise);
    }

    void Move(Lane lane, Lane other, int from, int count, int to)
    {
        for (var i = 0; i < count; i++)
        {
            var run = lane.Runs[from];
            Drop(lane, from);
            other.Runs.Insert(to + i, run);
            Cost += ChoiceOn(run, other.Model.Index) - Model.UnplacedPrice[run];
            LaneOf[run] = other.Model.Index;
        }
    }

    /// <summary>Times a lane whose sequence was changed. False when it cannot be done.</summary>
    bool Again(Lane lane)
    {
        FreshenRoom(lane);
        _timing.Rebuild(lane);
        if (_timing.Least(lane) >= LaneTable.Never)
            return false;
        Retime(lane);
        return true;
    }

    bool Decide(bool done, long before, long mostRise)
    {
        if (done && Cost - before <= mostRise)
        {
            _undo.Keep();
            return true;
        }
        _undo.TakeBack();
        return false;
    }

    /// <summary>Takes a lane's best start times from its table, and their draw with them.</summary>
    void Retime(Lane lane)
    {
        var least = _timing.Least(lane);
        Take(lane, -1);
        _timing.ReadStarts(lane);
        Take(lane, +1);
        Cost += least - lane.Cost;
        lane.Cost = least;
        // Its room leaves out its own draw, so that it is still right.
        lane.Table.Stamp = StampOf(lane);
    }

    /// <summary>Adds or takes away what a lane draws and whose hands it needs.</summary>
    /// <param name="quiet">The change will be taken back before anybody looks.</param>
    internal void Take(Lane lane, int sign, bool quiet = false)
    {
        for (var i = 0; i < lane.Starts.Count; i++)
        {
            int run = lane.Timed[i], start = lane.Starts[i], end = start + Model.Duration[run * Model.M + lane.Model.Index];
            foreach (var circuit in lane.Model.Circuits)
            {
                if (!quiet && Tight(_loadW[circuit], start, end, circuit, sign * lane.Model.StartW))
                    _circuitVersion[circuit] = ++_clock;
                Add(_loadW[circuit], start, end, sign * lane.Model.PowerW);
                _loadW[circuit][start] += sign * (lane.Model.StartW - lane.Model.PowerW);
            }
            if (lane.Model.Workshop is >= 0 and var workshop && Model.Hands[workshop] is not null)
            {
                var setup = Model.SetupSlots(lane.Model, i == 0 ? -1 : lane.Timed[i - 1], run);
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
        var free = Model.CircuitCapW[circuit] - _largestW[circuit] - Math.Max(0, changeW);
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

    long StampOf(Lane lane)
    {
        long stamp = 0;
        foreach (var circuit in lane.Model.Circuits)
            stamp = unchecked(stamp * 1_000_003 + _circuitVersion[circuit]);
        return lane.Model.Workshop >= 0 ? unchecked(stamp * 1_000_003 + _handsVersion[lane.Model.Workshop]) & long.MaxValue : stamp & long.MaxValue;
    }

    void Freshen(Lane lane)
    {
        var stamp = StampOf(lane);
        if (lane.Table.Stamp == stamp)
            return;
        // Most changes elsewhere leave a lane the room that it had.
        if (FreshenRoom(lane) || lane.Table.Stamp < 0)
            _timing.Rebuild(lane);
        lane.Table.Stamp = stamp;
    }

    /// <summary>Where the lane may start and run beside what all the others take. True when that changed.</summary>
    bool FreshenRoom(Lane lane)
    {
        Take(lane, -1, quiet: true);
        var model = lane.Model;
        _room.AsSpan().Fill(Model.T);
        foreach (var circuit in model.Circuits)
            LaneRoom.Cut(_room, _loadW[circuit], Model.CircuitCapW[circuit], model);
        var hands = model.HandsBack;
        if (model.Workshop >= 0 && Model.Hands[model.Workshop] is { } limit)
        {
            hands = _handsBack;
            for (int t = 0, back = -1; t < Model.T; t++)
                hands[t] = back = _hands[model.Workshop][t] >= limit[t] ? -1 : Math.Min(model.HandsBack[t], back + 1);
        }
        Take(lane, +1, quiet: true);
        if (_room.AsSpan().SequenceEqual(lane.Table.Room) && hands.AsSpan().SequenceEqual(lane.Table.Hands))
            return false;
        _room.CopyTo(lane.Table.Room, 0);
        hands.CopyTo(lane.Table.Hands, 0);
        return true;
    }

    /// <summary>Sequences and starts that this state had before; nothing is computed.</summary>
    public void Set(IReadOnlyList<List<int>> runs, IReadOnlyList<List<int>> starts, long cost)
    {
        foreach (var lane in Lanes)
            Take(lane, -1, quiet: true);
        Array.Fill(LaneOf, -1);
        foreach (var lane in Lanes)
        {
            var m = lane.Model.Index;
            lane.Runs.Clear();
            lane.Timed.Clear();
            lane.Starts.Clear();
            lane.Runs.AddRange(runs[m]);
            lane.Timed.AddRange(runs[m]);
            lane.Starts.AddRange(starts[m]);
            lane.Table.Stamp = -1;
            foreach (var run in runs[m])
                LaneOf[run] = m;
            Take(lane, +1, quiet: true);
        }
        foreach (var lane in Lanes)
        {
            // The lane's own price: its table is built when somebody asks.
            FreshenRoom(lane);
            _timing.Rebuild(lane);
            lane.Table.Stamp = StampOf(lane);
            lane.Cost = _timing.PriceOfStarts(lane);
        }
        Cost = cost;
    }

    /// <summary>After prices of electricity changed: every lane at its best times again, one after the other.</summary>
    public void Reprice()
    {
        _timing.Forget();
        foreach (var lane in Lanes)
        {
            FreshenRoom(lane);
            _timing.Rebuild(lane);
            Retime(lane);
        }
    }

    internal void CopyVersions(long[] circuits, long[] hands)
    {
        _circuitVersion.CopyTo(circuits, 0);
        _handsVersion.CopyTo(hands, 0);
    }

    internal void Return(long cost, long[] circuits, long[] hands)
    {
        Cost = cost;
        circuits.CopyTo(_circuitVersion, 0);
        hands.CopyTo(_handsVersion, 0);
    }
}
