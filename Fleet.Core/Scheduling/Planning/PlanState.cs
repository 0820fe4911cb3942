namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// A plan under construction: sequences, exact start times, and what they take from circuits and hands. Feasible after every call. A
/// machine is always timed against what all the others take, so no change elsewhere can break it. One thread.
/// </summary>
sealed class PlanState
{
    readonly LaneTiming _timing;
    readonly PlaceSearch _places;
    readonly PlanUndo _undo;
    readonly List<Lane> _released = [];

    public PlanState(PlanModel model)
    {
        Model = model;
        _timing = new(model);
        _places = new(this, _timing);
        Lanes = [.. model.Lanes.Select(lane => new Lane(lane, NewTable()))];
        LaneOf = new int[model.R];
        Array.Fill(LaneOf, -1);
        Room = new(model);
        _undo = new(this);
        for (var run = 0; run < model.R; run++)
            if (model.Placeable[run])
                Cost += model.UnplacedPrice[run];
    }

    public PlanModel Model { get; }
    public Lane[] Lanes { get; }

    /// <summary>What the lanes take together.</summary>
    public SharedRoom Room { get; }

    /// <summary>The lane of each run, or -1.</summary>
    public int[] LaneOf { get; }

    /// <summary>Of a run that has a place.</summary>
    public int StartOf(int run)
    {
        var lane = Lanes[LaneOf[run]];
        return lane.Starts[lane.Runs.IndexOf(run)];
    }

    /// <summary>What the search minimises. Equal to the total of <see cref="PlanPricer"/> unless a price reached its ceiling.</summary>
    public long Cost { get; private set; }

    public PlanUndo Undo => _undo;

    /// <summary>An empty one, with room for as many runs as a machine has on average.</summary>
    internal LaneTable NewTable() => new(Model.T, Model.R / Math.Max(1, Model.M));

    /// <summary>The cheapest place, or none.</summary>
    public Quote Cheapest(int run) => _places.Cheapest(run, Model.Eligible[run], Quote.None, exact: true);

    /// <summary>
    /// Nearly the cheapest place on some machines: lanes are looked at as they were when somebody last needed them exactly, and a set-up
    /// that the run behind would need is taken to find somebody. For searches, which see the true cost as soon as they place it.
    /// </summary>
    public Quote Likely(int run, ReadOnlySpan<int> machines) => _places.Cheapest(run, machines, Quote.None, exact: false);

    /// <summary>The cheapest place on some machines, if it is cheaper than one that is known.</summary>
    public Quote Cheapest(int run, ReadOnlySpan<int> machines, Quote best) => _places.Cheapest(run, machines, best, exact: true);

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
        var same = lane.Table.Stamp == Room.StampOf(lane) || (!Room.Freshen(lane) && lane.Table.Stamp >= 0);
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
        if (lane.Table.Stamp != Room.StampOf(lane))
            Room.Freshen(lane);
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
        Room.Take(lane, -1);
        for (var i = 0; i < runs.Count; i++)
        {
            var position = lane.Runs.IndexOf(runs[i]);
            Drop(lane, position);
            lane.Timed.RemoveAt(position);
            lane.Starts.RemoveAt(position);
        }
        Room.Take(lane, +1);
        Room.Freshen(lane);
        _timing.Rebuild(lane);
        lane.Table.Stamp = Room.StampOf(lane);
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
        if (lane.Table.Stamp != Room.StampOf(lane))
            Room.Freshen(lane);
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
        var stamp = Room.StampOf(lane);
        if (lane.Table.Stamp == stamp)
            return false;
        var changed = Room.Freshen(lane) || lane.Table.Stamp < 0;
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
        Room.Take(other, -1);
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
        Room.Freshen(lane);
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
        Room.Take(lane, -1);
        _timing.ReadStarts(lane);
        Room.Take(lane, +1);
        Cost += least - lane.Cost;
        lane.Cost = least;
        // Its room leaves out its own draw, so that it is still right.
        lane.Table.Stamp = Room.StampOf(lane);
    }

    internal void Freshen(Lane lane)
    {
        var stamp = Room.StampOf(lane);
        if (lane.Table.Stamp == stamp)
            return;
        // Most changes elsewhere leave a lane the room that it had.
        if (Room.Freshen(lane) || lane.Table.Stamp < 0)
            _timing.Rebuild(lane);
        lane.Table.Stamp = stamp;
    }

    /// <summary>Sequences and starts that this state had before; nothing is computed.</summary>
    public void Set(IReadOnlyList<List<int>> runs, IReadOnlyList<List<int>> starts, long cost)
    {
        foreach (var lane in Lanes)
            Room.Take(lane, -1, quiet: true);
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
            Room.Take(lane, +1, quiet: true);
        }
        foreach (var lane in Lanes)
        {
            // The lane's own price: its table is built when somebody asks.
            Room.Freshen(lane);
            _timing.Rebuild(lane);
            lane.Table.Stamp = Room.StampOf(lane);
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
            Room.Freshen(lane);
            _timing.Rebuild(lane);
            Retime(lane);
        }
    }

    internal void Return(long cost, long[] circuits, long[] hands)
    {
        Cost = cost;
        Room.ReturnVersions(circuits, hands);
    }
}
