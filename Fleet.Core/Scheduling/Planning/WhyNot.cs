namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The reasons of a published plan: for a run and every machine the conditions that are not met now, each with who or what resolves it;
/// and what keeps its planned place from being earlier. One answer costs milliseconds; nothing is changed.
/// </summary>
public sealed class WhyNot
{
    readonly PlanningProblem _problem;
    readonly PlanModel _model;
    readonly SlotClock _clock;
    readonly Dictionary<string, int> _runOf;
    readonly List<(int Run, int Machine, PlannedRun Place)> _planned;
    readonly Plan _plan;
    readonly StartReasons _reasons;
    Planner? _planner;

    public WhyNot(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _model = ModelBuilder.Build(problem);
        _problem = _model.Problem;
        _clock = new(_problem);
        _runOf = ModelBuilder.Numbered(_problem.Runs.Select(run => run.Id));
        var machineOf = ModelBuilder.Numbered(_problem.Machines.Select(machine => machine.Id));
        _planned = [.. plan.Runs.Where(place => _runOf.ContainsKey(place.RunId) && machineOf.ContainsKey(place.MachineId))
            .Select(place => (_runOf[place.RunId], machineOf[place.MachineId], place))];
        _reasons = new(_model, _clock);
    }

    /// <summary>One verdict per machine, those that need least first; empty for an unknown run.</summary>
    public IReadOnlyList<MachineVerdict> Of(string runId)
    {
        if (!_runOf.TryGetValue(runId, out var run))
            return [];
        var judge = new Eligibility(_problem);
        var best = Alternatives(runId).ToDictionary(item => item.Place.MachineId, StringComparer.Ordinal);
        var loads = new PlanLoads(_model, _planned, run);
        return [.. _problem.Machines.Select((machine, m) =>
            {
                var unmet = judge.Judge(_problem.Runs[run], machine).ToList();
                if (_model.Duration[run * _model.M + m] > 0)
                    unmet.AddRange(_reasons.Now(run, _model.Lanes[m], loads, Ahead(run, m)));
                return new MachineVerdict(machine.Id, unmet, best.GetValueOrDefault(machine.Id));
            })
            .OrderBy(verdict => verdict.Never).ThenBy(verdict => verdict.Best?.ExtraCost ?? long.MaxValue).ThenBy(verdict => verdict.Unmet.Count)];
    }

    /// <summary>What keeps the run from starting one slot before its planned start, or why it has no place.</summary>
    public Condition Binding(string runId)
    {
        if (_plan.Impossible.FirstOrDefault(item => item.RunId == runId && !item.Placed) is { } none)
            return new(none.Code, false, none.Sentence);
        if (!_runOf.TryGetValue(runId, out var run) || _planned.Where(place => place.Run == run).Select(place => ((int, int, PlannedRun)?)place).FirstOrDefault() is not ({ } _, { } m, { } place))
            return new("unknown", false, "It is not in this plan.");
        if (_problem.Runs[run].Running is not null)
            return new("running", true, $"It runs on {_problem.Machines[m].Spoken}.");
        var previous = _planned.Where(other => other.Machine == m && other.Run != run && other.Place.StartSlot < place.StartSlot)
            .OrderBy(other => other.Place.StartSlot).LastOrDefault();
        return _reasons.Earlier(run, _model.Lanes[m], place, previous.Place, previous.Place is null ? -1 : previous.Run, new(_model, _planned, run));
    }

    /// <summary>The run's best place on every machine that it fits, cheapest first.</summary>
    public IReadOnlyList<Alternative> Alternatives(string runId)
    {
        if (_planner is null)
        {
            _planner = new(_problem);
            _planner.Repair(_plan.Runs);
        }
        return _planner.Alternatives(runId);
    }

    /// <summary>The runs that the plan has on a machine before this one, or all of them when it is not there.</summary>
    List<string> Ahead(int run, int machine)
    {
        var own = _planned.Where(place => place.Run == run && place.Machine == machine).Select(place => (int?)place.Place.StartSlot).FirstOrDefault() ?? int.MaxValue;
        return [.. _planned.Where(place => place.Machine == machine && place.Run != run && place.Run != _model.Lanes[machine].Running && place.Place.StartSlot < own)
            .OrderBy(place => place.Place.StartSlot).Select(place => _problem.Runs[place.Run].Spoken)];
    }
}
