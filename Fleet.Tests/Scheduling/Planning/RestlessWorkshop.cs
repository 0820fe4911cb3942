using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

/// <summary>Jobs come and go, machines break, people fall ill, fuses change, somebody drags a run: one thing at a time, by a seed.</summary>
sealed class RestlessWorkshop
{
    const int Slots = 120;

    readonly Random _random;
    int _number;

    public RestlessWorkshop(int seed)
    {
        _random = new(seed);
        Problem = new()
        {
            HorizonSlots = Slots,
            Circuits = [new("left", 700), new("main", 1100)],
            Workshops = [new() { Id = "W", People = [Person("Ada"), Person("Bo")], CarbonGPerKwh = [.. Enumerable.Range(0, Slots).Select(_ => _random.Next(100, 600))] }, new() { Id = "V", Hands = 1 }],
            Machines = [.. Enumerable.Range(0, 5).Select(Machine)],
            Runs = [.. Enumerable.Range(0, 8).Select(_ => Run())],
        };
        Plan = new Planner(Problem).Build();
    }

    public PlanningProblem Problem { get; private set; }
    public Plan Plan { get; private set; }

    /// <summary>One more event, and the plan after it.</summary>
    public string Next()
    {
        var kind = _random.Next(10);
        var told = kind switch
        {
            0 or 1 => Do("a job comes", () => Problem = Problem with { Runs = [.. Problem.Runs, Run()] }, Problem.Runs.Count < 16),
            2 => Do("a job is done", () => Problem = WhatIf.Without(Problem, Any().Id), Problem.Runs.Count > 4),
            3 => Do("a machine breaks", () => Problem = WhatIf.MachineDown(Problem, Problem.Machines[_random.Next(5)].Id, Span(40))),
            4 => Do("a machine is well again", () => Machines(machine => machine with { Closed = [] })),
            5 => Do("somebody is away", () => Problem = WhatIf.PersonAway(Problem, _random.Next(2) == 0 ? "Ada" : "Bo", Span(60))),
            6 => Do("the people change", () => Problem = Problem with { Workshops = [.. Problem.Workshops.Select(place => place.People.Count == 0 ? place : place with { People = [Person("Ada"), Person("Bo")] })] }),
            7 => Do("somebody fixes a run", () => Change(Any(), run => run with { Pin = _random.Next(3) == 0 ? null : new(_random.Next(2) == 0 ? null : $"M{_random.Next(6)}", _random.Next(2) == 0 ? null : _random.Next(Slots)) })),
            8 => Do("a run begins", Begin),
            _ => Do("a fuse changes", () => Problem = Problem with { Circuits = [new("left", 200 + _random.Next(600)), new("main", 300 + _random.Next(1000))] }),
        };
        var promised = Plan.Runs.ToDictionary(run => run.RunId);
        Problem = Problem with { Runs = [.. Problem.Runs.Select(run => promised.TryGetValue(run.Id, out var place) ? run with { Promised = new(place.MachineId, Math.Max(0, place.StartSlot)) } : run)] };
        var planner = new Planner(Problem);
        Plan = planner.Repair(Plan.Runs);
        if (_random.Next(8) == 0)
            Plan = planner.Improve(new IterationBudget(20), _random.Next());
        return told;
    }

    static string Do(string what, Action act, bool possible = true)
    {
        if (possible)
            act();
        return what;
    }

    void Begin()
    {
        var running = Problem.Runs.Where(run => run.Running is not null).ToList();
        if (running.Count > 2)
            Problem = WhatIf.Without(Problem, running[0].Id);
        var first = Plan.Runs.Where(place => place.StartSlot <= 2 && Problem.Runs.Any(run => run.Id == place.RunId && run.Running is null)
            && running.All(run => run.Running!.MachineId != place.MachineId)).ToList();
        if (first.Count > 0)
            Change(Problem.Runs.Single(run => run.Id == first[0].RunId), run => run with { Running = new(first[0].MachineId, -_random.Next(5)), Pin = null });
    }

    PlanRun Any() => Problem.Runs[_random.Next(Problem.Runs.Count)];

    void Change(PlanRun changed, Func<PlanRun, PlanRun> how) => Problem = Problem with { Runs = [.. Problem.Runs.Select(run => run.Id == changed.Id ? how(run) : run)] };

    void Machines(Func<PlanMachine, PlanMachine> how) => Problem = Problem with { Machines = [.. Problem.Machines.Select(how)] };

    SlotSpan Span(int longest)
    {
        var from = _random.Next(-2, Slots);
        return new(from, from + 1 + _random.Next(longest));
    }

    PlanPerson Person(string id) => new(id, [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Span(60))]);

    PlanMachine Machine(int index) => new()
    {
        Id = $"M{index}", Workshop = index < 4 ? "W" : "V", Tags = index < 3 ? ["fff"] : ["fff", "mill"],
        SpeedPermille = 800 + _random.Next(500), PowerW = 50 + _random.Next(300), HeatUpW = _random.Next(500),
        Attributes = new Dictionary<string, string> { ["material"] = "0", ["nozzle"] = "0.4" },
        Setups = [new("material", _random.Next(3), 5), new("nozzle", 1, 10, Possible: index != 1)],
        MayStart = index == 2 ? [new(10, 60), new(70, 100)] : null, MayRun = index == 3 ? [new(0, 50), new(60, Slots)] : null,
        Attended = index == 3, AutoEject = index == 0, ClearSlots = _random.Next(2),
        Circuits = index < 2 ? ["left", "main"] : ["main"],
    };

    PlanRun Run()
    {
        var slots = 1 + _random.Next(14);
        return new()
        {
            Id = $"R{_number++}", Needs = _random.Next(4) == 0 ? ["mill"] : ["fff"], Duration = new(slots, slots + _random.Next(3), slots + 3),
            Attributes = new Dictionary<string, string> { ["material"] = $"{_random.Next(3)}", ["nozzle"] = _random.Next(4) == 0 ? "0.6" : "0.4" },
            ReleaseSlot = _random.Next(-5, 30), DueSlot = _random.Next(3) == 0 ? null : _random.Next(Slots), Weight = 1 + _random.Next(4),
            StayTogether = _random.Next(4) == 0 ? "set" : null, Assembly = _random.Next(5) == 0 ? "kit" : null, Workshop = _random.Next(5) == 0 ? "V" : null,
        };
    }
}
