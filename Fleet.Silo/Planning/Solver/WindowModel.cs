using Fleet.Core.Scheduling.Windows;
using Google.OrTools.Sat;
using Google.OrTools.Util;

namespace Fleet.Silo.Planning.Solver;

/// <summary>
/// A window of the plan for CP-SAT. Calendars are holes in the starts' domains, set-ups arcs of one circuit per machine, power a cumulative
/// over what the rest of the workshop leaves. Electricity and carbon cost by the hour of the start on the run's present machine, with a
/// constant difference for the others: exact tables per machine take ten times the memory for nothing, because the plan's own engine
/// times every sequence exactly afterwards.
/// </summary>
sealed class WindowModel
{
    readonly PlanWindow _window;
    readonly List<IntVar> _starts = [], _ends = [];
    readonly List<List<BoolVar>> _chosen = [];
    readonly LinearExprBuilder _cost = LinearExpr.NewBuilder();

    public WindowModel(PlanWindow window)
    {
        _window = window;
        foreach (var run in window.Runs)
            Run(run);
        for (var lane = 0; lane < window.Lanes.Count; lane++)
            Sequence(lane);
        for (var circuit = 0; circuit < window.FreeW.Count; circuit++)
            Circuit(circuit);
        Model.Minimize(_cost);
    }

    public CpModel Model { get; } = new();

    public IReadOnlyList<SolverStep> Read(Func<IntVar, long> value) => [.. _window.Runs.Select((run, i) => new SolverStep(
        run.Choices[_chosen[i].FindIndex(chosen => value(chosen) != 0)].Lane, (int)value(_starts[i]), (int)value(_ends[i])))];

    void Run(WindowRun run)
    {
        var start = Model.NewIntVarFromDomain(Domain.FromIntervals(Pairs([.. run.Choices.SelectMany(choice => choice.Starts)])), "");
        var end = Model.NewIntVar(0, _window.Slots, "");
        var duration = LinearExpr.NewBuilder().Add(start);
        var chosen = new List<BoolVar>();
        for (var c = 0; c < run.Choices.Count; c++)
        {
            var choice = run.Choices[c];
            var here = Model.NewBoolVar("");
            chosen.Add(here);
            duration.AddTerm(here, choice.Slots);
            Model.AddLinearExpressionInDomain(start, Domain.FromIntervals(Pairs(choice.Starts))).OnlyEnforceIf(here);
            _cost.AddTerm(here, choice.Price + Difference(run, choice));
            Model.AddHint(here, c == run.Choice);
        }
        Model.AddExactlyOne(chosen);
        Model.Add(end == duration);
        _starts.Add(start);
        _ends.Add(end);
        _chosen.Add(chosen);
        var endsAt = run.Start + run.Choices[run.Choice].Slots;
        Model.AddHint(start, run.Start);
        Model.AddHint(end, endsAt);
        _cost.AddTerm(end, run.WaitPrice);
        if (run.Due is { } due && run.LatePrice > 0)
        {
            var late = Model.NewIntVar(0, Math.Max(0, _window.Slots - Math.Min(due, 0)), "");
            Model.Add(late >= end - due);
            Model.AddHint(late, Math.Max(0, endsAt - due));
            _cost.AddTerm(late, run.LatePrice);
        }
        if (run.Promised is { } promised && run.MovedPrice > 0)
        {
            var moved = Model.NewIntVar(0, _window.Slots, "");
            Model.Add(moved >= start - promised);
            if (!run.MayComeEarlier)
                Model.Add(moved >= promised - start);
            Model.AddHint(moved, run.MayComeEarlier ? Math.Max(0, run.Start - promised) : Math.Abs(run.Start - promised));
            _cost.AddTerm(moved, run.MovedPrice);
        }
        Electricity(run, start);
    }

    void Electricity(WindowRun run, IntVar start)
    {
        var prices = run.Choices[run.Choice].PowerPrices;
        if (prices.Max() == prices.Min())
            return;
        var hour = Model.NewIntVar(0, prices.Count - 1, "");
        var rest = Model.NewIntVar(0, WindowChoice.HourSlots - 1, "");
        var price = Model.NewIntVar(prices.Min(), prices.Max(), "");
        Model.Add(start == hour * WindowChoice.HourSlots + rest);
        Model.AddElement(hour, prices.Select(value => (long)value), price);
        Model.AddHint(hour, run.Start / WindowChoice.HourSlots);
        Model.AddHint(rest, run.Start % WindowChoice.HourSlots);
        Model.AddHint(price, prices[run.Start / WindowChoice.HourSlots]);
        _cost.Add(price);
    }

    /// <summary>What the same hours cost more on another machine, by the mean.</summary>
    static long Difference(WindowRun run, WindowChoice choice) =>
        (long)Math.Round(choice.PowerPrices.Average() - run.Choices[run.Choice].PowerPrices.Average());

    void Sequence(int laneNumber)
    {
        var lane = _window.Lanes[laneNumber];
        var count = _window.Runs.Count;
        var here = Enumerable.Range(0, count).Select(r => (Run: r, Choice: _window.Runs[r].Choices.ToList().FindIndex(choice => choice.Lane == laneNumber)))
            .Where(pair => pair.Choice >= 0).ToList();
        if (here.Count == 0)
            return;
        var before = here.Where(pair => _window.Runs[pair.Run].Choice == pair.Choice).OrderBy(pair => _window.Runs[pair.Run].Start).Select(pair => pair.Run).ToList();
        var circuit = Model.AddCircuit();
        var intervals = new List<IntervalVar>();
        var empty = Model.NewBoolVar("");
        circuit.AddArc(0, 0, empty);
        Model.AddHint(empty, before.Count == 0);
        for (var i = 0; i < here.Count; i++)
        {
            var (run, number) = here[i];
            var choice = _window.Runs[run].Choices[number];
            var chosen = _chosen[run][number];
            intervals.Add(Model.NewOptionalIntervalVar(_starts[run], LinearExpr.Constant(choice.Slots), _ends[run], chosen, ""));
            circuit.AddArc(i + 1, i + 1, chosen.Not());
            Arc(circuit, lane, 0, i + 1, -1, run, choice, before.Count > 0 && before[0] == run);
            var last = Model.NewBoolVar("");
            circuit.AddArc(i + 1, 0, last);
            Model.AddHint(last, before.Count > 0 && before[^1] == run);
            for (var k = 0; k < here.Count; k++)
                if (k != i)
                    Arc(circuit, lane, i + 1, k + 1, run, here[k].Run, _window.Runs[here[k].Run].Choices[here[k].Choice],
                        before.IndexOf(run) is >= 0 and var at && at + 1 < before.Count && before[at + 1] == here[k].Run);
        }
        Model.AddNoOverlap(intervals);
    }

    void Arc(CircuitConstraint circuit, WindowLane lane, int from, int to, int before, int run, WindowChoice choice, bool hint)
    {
        var change = lane.Changes[(before + 1) * _window.Runs.Count + run];
        var follows = Model.NewBoolVar("");
        circuit.AddArc(from, to, follows);
        Model.AddHint(follows, hint);
        if (before < 0)
            Model.Add(_starts[run] >= lane.FreeAt + change.Slots).OnlyEnforceIf(follows);
        else
            Model.Add(_starts[run] >= _ends[before] + change.Slots).OnlyEnforceIf(follows);
        if (change.Slots > 0)
            Model.AddLinearExpressionInDomain(_starts[run], Domain.FromIntervals(Pairs(choice.SetupStarts))).OnlyEnforceIf(follows);
        if (change.Price > 0)
            _cost.AddTerm(follows, change.Price);
    }

    void Circuit(int circuit)
    {
        var steps = _window.FreeW[circuit];
        var most = steps.Max(step => step.Value);
        var intervals = new List<IntervalVar>();
        var draws = new List<long>();
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Value < most)
            {
                var to = i + 1 < steps.Count ? steps[i + 1].From : _window.Slots;
                intervals.Add(Model.NewFixedSizeIntervalVar(LinearExpr.Constant(steps[i].From), to - steps[i].From, ""));
                draws.Add(most - steps[i].Value);
            }
        for (var run = 0; run < _window.Runs.Count; run++)
            for (var c = 0; c < _window.Runs[run].Choices.Count; c++)
            {
                var choice = _window.Runs[run].Choices[c];
                var lane = _window.Lanes[choice.Lane];
                if (!lane.Circuits.Contains(circuit) || lane.PowerW <= 0)
                    continue;
                intervals.Add(Model.NewOptionalIntervalVar(_starts[run], LinearExpr.Constant(choice.Slots), _ends[run], _chosen[run][c], ""));
                draws.Add(lane.PowerW);
                if (lane.HeatUpExtraW <= 0)
                    continue;
                intervals.Add(Model.NewOptionalFixedSizeIntervalVar(_starts[run], 1, _chosen[run][c], ""));
                draws.Add(lane.HeatUpExtraW);
            }
        if (intervals.Count > 0)
            Model.AddCumulative(most).AddDemands(intervals, draws);
    }

    static long[][] Pairs(IReadOnlyList<int> stretches)
    {
        var pairs = new List<long[]>();
        for (var i = 0; i + 1 < stretches.Count; i += 2)
            pairs.Add([stretches[i], stretches[i + 1]]);
        return [.. pairs];
    }
}
