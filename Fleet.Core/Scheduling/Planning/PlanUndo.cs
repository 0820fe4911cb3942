namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// A trial change of a plan: keep it or take it back. The first touch of a lane sets its tables aside, so that taking back needs no
/// computing.
/// </summary>
sealed class PlanUndo(PlanState state)
{
    readonly List<Saved> _touched = [];
    readonly Stack<Saved> _spare = [];
    readonly long[] _circuits = new long[state.Model.CircuitCapW.Length];
    readonly long[] _hands = new long[state.Model.Hands.Length];
    long _cost;
    bool _active;

    public void Begin()
    {
        _active = true;
        _cost = state.Cost;
        state.Room.CopyVersions(_circuits, _hands);
    }

    public void Keep()
    {
        _active = false;
        foreach (var saved in _touched)
            _spare.Push(saved);
        _touched.Clear();
    }

    public void TakeBack()
    {
        _active = false;
        foreach (var saved in _touched)
        {
            state.Room.Take(saved.Lane!, -1, quiet: true);
            foreach (var run in saved.Lane!.Runs)
                state.LaneOf[run] = -1;
        }
        foreach (var saved in _touched)
        {
            saved.Restore();
            state.Room.Take(saved.Lane!, +1, quiet: true);
            foreach (var run in saved.Lane!.Runs)
                state.LaneOf[run] = saved.Lane.Model.Index;
            _spare.Push(saved);
        }
        _touched.Clear();
        state.Return(_cost, _circuits, _hands);
    }

    /// <summary>Before a lane changes. True: its table is another one now and has to be rebuilt.</summary>
    public bool Touch(Lane lane)
    {
        if (!_active)
            return false;
        foreach (var saved in _touched)
            if (saved.Lane == lane)
                return false;
        var spare = _spare.Count > 0 ? _spare.Pop() : new Saved(state.NewTable());
        spare.Take(lane);
        _touched.Add(spare);
        return true;
    }

    sealed class Saved(LaneTable spare)
    {
        readonly List<int> _runs = [], _timed = [], _starts = [];
        LaneTable _table = spare;
        long _cost;

        public Lane? Lane { get; private set; }

        public void Take(Lane lane)
        {
            Lane = lane;
            _cost = lane.Cost;
            Copy(lane.Runs, _runs);
            Copy(lane.Timed, _timed);
            Copy(lane.Starts, _starts);
            lane.Table.Room.CopyTo(_table.Room, 0);
            lane.Table.Hands.CopyTo(_table.Hands, 0);
            _table.Stamp = lane.Table.Stamp;
            (_table, lane.Table) = (lane.Table, _table);
        }

        public void Restore()
        {
            Lane!.Cost = _cost;
            Copy(_runs, Lane.Runs);
            Copy(_timed, Lane.Timed);
            Copy(_starts, Lane.Starts);
            (_table, Lane.Table) = (Lane.Table, _table);
        }

        static void Copy(List<int> from, List<int> to)
        {
            to.Clear();
            to.AddRange(from);
        }
    }
}
