namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The planning engine for one problem. Holds a feasible plan after every call, and is cheap to ask again. One thread at a time; nothing
/// here waits, reads a clock or does I/O.
/// </summary>
public sealed class Planner
{
    readonly PlanModel _model;
    PlanState _state;
    readonly Dictionary<string, int> _runOf, _machineOf;

    /// <summary>Whatever is wrong with the problem is in the plan's <see cref="Plan.Impossible"/>; nothing is thrown for it.</summary>
    public Planner(PlanningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _model = ModelBuilder.Build(problem);
        _state = new(_model);
        _runOf = ModelBuilder.Numbered(_model.Problem.Runs.Select(run => run.Id));
        _machineOf = ModelBuilder.Numbered(_model.Problem.Machines.Select(machine => machine.Id));
    }

    internal PlanModel Model => _model;
    internal PlanState State => _state;

    /// <summary>The baseline dispatcher's plan for a problem: every machine begins what is most urgent as soon as it can.</summary>
    public static Plan Dispatch(PlanningProblem problem)
    {
        var model = ModelBuilder.Build(problem);
        return PlanWriter.Write(model, new AtcDispatcher(model).Dispatch());
    }

    /// <summary>The plan as it stands.</summary>
    public Plan Current => PlanWriter.Write(_model, [.. _state.Lanes.SelectMany(lane => lane.Timed.Select((run, i) => (run, lane.Model.Index, lane.Starts[i])))]);

    /// <summary>What the search minimises now; <see cref="Plan.Cost"/> has the parts.</summary>
    public long Cost => _state.Cost;

    /// <summary>Places every run that has no place, each where it is cheapest. Ends early, with a feasible plan, when cancelled.</summary>
    public Plan Build(CancellationToken cancel = default)
    {
        Insertion.PlaceAll(_state, Unplaced().ToList(), cancel);
        return Current;
    }

    /// <summary>
    /// Takes over what still holds of an earlier plan, in its order, and places the rest. For every event: a new job, a failure, a machine
    /// that went away, a booking, a pin. Promised starts stay as far as their price says (<see cref="PlanRun.Promised"/>).
    /// </summary>
    public Plan Repair(IReadOnlyList<PlannedRun> earlier, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        TakeOver(earlier);
        var plan = Build(cancel);
        if (cancel.IsCancellationRequested || !Unplaced().Any(run => _model.PinnedStart[run] >= 0))
            return plan;
        // Something that was planned before lies in the way of what a person fixed: once more, with the fixed ones first.
        _state = new(_model);
        Insertion.PlaceAll(_state, Unplaced().Where(run => _model.PinnedStart[run] >= 0).ToList(), cancel);
        TakeOver(earlier);
        return Build(cancel);
    }

    void TakeOver(IReadOnlyList<PlannedRun> earlier)
    {
        foreach (var machine in earlier.GroupBy(place => place.MachineId, StringComparer.Ordinal))
        {
            if (!_machineOf.TryGetValue(machine.Key, out var m))
                continue;
            var runs = machine.OrderBy(place => place.StartSlot).Select(place => (Run: _runOf.GetValueOrDefault(place.RunId, -1), Start: place.StartSlot))
                .Where(place => place.Run >= 0 && _model.Placeable[place.Run] && _state.LaneOf[place.Run] < 0 && _model.Duration[place.Run * _model.M + m] > 0
                    && (_model.PinnedStart[place.Run] < 0 || _model.PinnedStart[place.Run] == place.Start))
                .DistinctBy(place => place.Run).ToList();
            if (runs.Count == 0 || _state.PlaceAll(m, runs))
                continue;
            // The order does not hold as a whole any more: as much of it as goes.
            foreach (var (run, start) in runs)
                _state.Place(run, m, _state.Lanes[m].Before(start));
        }
    }

    IEnumerable<int> Unplaced() => Enumerable.Range(0, _model.R).Where(run => _model.Placeable[run] && _state.LaneOf[run] < 0);

    /// <summary>Improves the plan until the budget is used or somebody cancels. The same seed and iteration budget give the same plan.</summary>
    /// <param name="improved">Told the cost of every better plan as it is found.</param>
    public Plan Improve(ISearchBudget budget, int seed, Action<long>? improved = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var search = new RuinAndRecreate(_state, seed);
        search.Improve(budget, improved, cancel);
        Iterations = search.Iterations;
        return Current;
    }

    /// <summary>Of the last <see cref="Improve"/>.</summary>
    public long Iterations { get; private set; }

    /// <summary>Places one run at its cheapest place. Null when the horizon has none, or it is no run to be placed.</summary>
    public PlannedRun? Insert(string runId)
    {
        if (!_runOf.TryGetValue(runId, out var run) || !_model.Placeable[run])
            return null;
        if (_state.LaneOf[run] < 0 && !Insertion.Place(_state, run))
            return null;
        var lane = _state.Lanes[_state.LaneOf[run]];
        var at = lane.Runs.IndexOf(run);
        return PlanWriter.Place(_model, run, lane.Model.Index, lane.Starts[at], at == 0 ? -1 : lane.Runs[at - 1]);
    }

    /// <summary>
    /// The run's best place on every machine that it fits, cheapest first, all others staying in their order: the price of the next best
    /// alternatives. Empty when it is no run to be placed. The plan stays as it is.
    /// </summary>
    public IReadOnlyList<Alternative> Alternatives(string runId)
    {
        if (!_runOf.TryGetValue(runId, out var run) || !_model.Placeable[run])
            return [];
        var found = new List<Alternative>();
        foreach (var machine in _model.Eligible[run])
        {
            var before = _state.Cost;
            _state.Undo.Begin();
            var besides = new List<int> { run };
            if (_state.LaneOf[run] is >= 0 and var own)
                _state.Remove(own, besides);
            var quote = _state.Cheapest(run, [machine], Quote.None);
            if (quote.Exists && _state.Place(run, quote.Machine, quote.Position))
            {
                Insertion.PlaceAll(_state, besides.Skip(1), CancellationToken.None);
                var lane = _state.Lanes[machine];
                var at = lane.Runs.IndexOf(run);
                found.Add(new(PlanWriter.Place(_model, run, machine, lane.Starts[at], at == 0 ? -1 : lane.Runs[at - 1]), _state.Cost - before));
            }
            _state.Undo.TakeBack();
        }
        return [.. found.OrderBy(item => item.ExtraCost)];
    }

    /// <summary>Takes one run out; the others stay in their order and move up where that is cheaper.</summary>
    public void Remove(string runId)
    {
        if (!_runOf.TryGetValue(runId, out var run) || _state.LaneOf[run] is not (>= 0 and var machine))
            return;
        var gone = new List<int> { run };
        _state.Remove(machine, gone);
        Insertion.PlaceAll(_state, gone.Skip(1), CancellationToken.None);
    }
}
