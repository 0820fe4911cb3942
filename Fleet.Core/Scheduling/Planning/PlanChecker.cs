namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The independent checker: walks over a plan slot by slot with nothing but the problem in its hand, and shares no code with the engine.
/// </summary>
public sealed class PlanChecker
{
    readonly PlanningProblem _problem;
    readonly List<string> _violations = [];
    readonly Dictionary<string, PlanRun> _runs;
    readonly Dictionary<string, PlanMachine> _machines;
    readonly Dictionary<string, int[]> _drawnW;
    readonly Dictionary<string, int[]> _hands;

    PlanChecker(PlanningProblem problem)
    {
        _problem = problem;
        _runs = problem.Runs.GroupBy(run => run.Id).ToDictionary(group => group.Key, group => group.First());
        _machines = problem.Machines.GroupBy(machine => machine.Id).ToDictionary(group => group.Key, group => group.First());
        _drawnW = problem.Circuits.GroupBy(circuit => circuit.Id).ToDictionary(group => group.Key, _ => new int[problem.HorizonSlots]);
        _hands = problem.Workshops.GroupBy(workshop => workshop.Id).ToDictionary(group => group.Key, _ => new int[problem.HorizonSlots]);
    }

    /// <summary>Every rule that the plan breaks, as sentences; empty when it keeps them all.</summary>
    public static IReadOnlyList<string> Check(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        var checker = new PlanChecker(problem);
        checker.Everybody(plan);
        foreach (var machine in plan.Runs.GroupBy(run => run.MachineId))
            checker.Machine(machine.Key, [.. machine.OrderBy(run => run.StartSlot)]);
        checker.Limits();
        return checker._violations;
    }

    void Everybody(Plan plan)
    {
        foreach (var twice in plan.Runs.GroupBy(run => run.RunId).Where(group => group.Count() > 1))
            Fault($"{twice.Key} is planned {twice.Count()} times.");
        var named = plan.Runs.Select(run => run.RunId).Concat(plan.Impossible.Select(item => item.RunId)).ToHashSet();
        foreach (var run in _runs.Keys.Where(id => !named.Contains(id)))
            Fault($"{run} has neither a place nor a reason.");
    }

    void Machine(string id, List<PlannedRun> places)
    {
        if (!_machines.TryGetValue(id, out var machine))
        {
            Fault($"{id} is no machine.");
            return;
        }
        var loaded = machine.Attributes;
        var free = int.MinValue;
        var bedFull = machine.BedFull;
        foreach (var place in places)
        {
            if (!_runs.TryGetValue(place.RunId, out var run))
            {
                Fault($"{place.RunId} is no run.");
                continue;
            }
            var median = Slots(run, machine, time => time.MedianSlots);
            if (run.Running is not null)
            {
                // It has begun: only what it takes from now on matters.
                free = Math.Max(1, run.Running.StartSlot + median);
                Draw(machine, 0, free, started: true);
                loaded = Carried(loaded, run.Attributes);
                bedFull = true;
                continue;
            }
            var setup = machine.Setups.Where(rule => Changes(loaded, run.Attributes, rule.Kind)).Sum(rule => rule.Slots) + (bedFull && !machine.AutoEject ? machine.ClearSlots : 0);
            if (place.EndSlot != place.StartSlot + median || place.SetupSlots != setup)
                Fault($"{run.Id} says end {place.EndSlot} and set-up {place.SetupSlots}; {place.StartSlot + median} and {setup} are right.");
            if (place.StartSlot - setup < Math.Max(0, free))
                Fault($"{run.Id} begins with its set-up at {place.StartSlot - setup}, but {machine.Id} is free at {Math.Max(0, free)}.");
            Fits(run, machine);
            Times(run, machine, place.StartSlot, median, setup);
            Draw(machine, place.StartSlot, place.StartSlot + median, started: false);
            free = place.StartSlot + median;
            // A kind that the run does not name counts as unknown afterwards.
            loaded = run.Attributes;
            bedFull = true;
        }
    }

    void Fits(PlanRun run, PlanMachine machine)
    {
        if (run.Needs.Except(machine.Tags).Any())
            Fault($"{run.Id} needs {string.Join(", ", run.Needs.Except(machine.Tags))}, which {machine.Id} lacks.");
        if (run.SizeMm.Zip(machine.SizeMm).Any(axis => axis.First > axis.Second + 0.5))
            Fault($"{run.Id} is larger than {machine.Id}.");
        if (run.Refused.TryGetValue(machine.Id, out var condition) && !condition.Met)
            Fault($"{run.Id} was refused on {machine.Id}.");
        if (run.Pin?.MachineId is { } pinned && pinned != machine.Id)
            Fault($"{run.Id} is fixed on {pinned} and lies on {machine.Id}.");
        if (machine.Induction is { } induction && run.Member is { } member && _problem.Inductions.GetValueOrDefault(member)?.Contains(induction) != true)
            Fault($"{member} may not use {machine.Id}.");
        foreach (var rule in machine.Setups.Where(rule => !rule.Possible && Changes(machine.Attributes, run.Attributes, rule.Kind)))
            Fault($"{run.Id} needs another {rule.Kind} than {machine.Id} can have.");
    }

    void Times(PlanRun run, PlanMachine machine, int start, int median, int setup)
    {
        if (start < Math.Max(0, run.ReleaseSlot))
            Fault($"{run.Id} begins at {start}, before it may.");
        if (run.Pin?.StartSlot is { } pinned && pinned != start)
            Fault($"{run.Id} is fixed at {pinned} and begins at {start}.");
        if (start < 0 || start >= _problem.HorizonSlots || (machine.MayStart is { } starts && !starts.Any(span => span.Contains(start))))
            Fault($"{run.Id} begins at {start}, when {machine.Id} must not start.");
        var kept = Math.Max(median, Slots(run, machine, time => machine.Attended ? Math.Max(time.P95Slots, Math.Max(time.P80Slots, time.MedianSlots)) : Math.Max(time.P80Slots, time.MedianSlots)));
        for (var slot = start; slot < start + kept; slot++)
            if (slot >= _problem.HorizonSlots || (machine.MayRun is { } open && !open.Any(span => span.Contains(slot))) || machine.Closed.Any(span => span.Contains(slot)))
            {
                Fault($"{run.Id} may still run at {slot}, when {machine.Id} must rest.");
                break;
            }
        if (machine.AutoEject && setup == 0)
            return;
        var workshop = _problem.Workshops.FirstOrDefault(candidate => candidate.Id == machine.Workshop);
        for (var slot = start - setup; slot <= start; slot++)
        {
            if (machine.Closed.Any(span => span.Contains(slot)) || (workshop is not null && Hands(workshop, slot) == 0))
                Fault($"{run.Id} needs a person at {slot}, when nobody is there.");
            if (workshop is not null && slot >= 0 && slot < _problem.HorizonSlots)
                _hands[workshop.Id][slot]++;
        }
    }

    void Draw(PlanMachine machine, int from, int to, bool started)
    {
        foreach (var circuit in machine.Circuits.Distinct().Where(_drawnW.ContainsKey))
            for (var slot = Math.Max(0, from); slot < Math.Min(to, _problem.HorizonSlots); slot++)
                _drawnW[circuit][slot] += slot == from && !started ? Math.Max(machine.PowerW, machine.HeatUpW) : machine.PowerW;
    }

    void Limits()
    {
        foreach (var circuit in _problem.Circuits)
            for (var slot = 0; slot < _problem.HorizonSlots; slot++)
                if (_drawnW[circuit.Id][slot] > Math.Max(circuit.CapW, InProgressW(circuit.Id, slot)))
                {
                    Fault($"{circuit.Id} carries {_drawnW[circuit.Id][slot]} W at {slot} and may carry {circuit.CapW} W.");
                    break;
                }
        foreach (var workshop in _problem.Workshops)
            for (var slot = 0; slot < _problem.HorizonSlots; slot++)
                if (_hands[workshop.Id][slot] > Hands(workshop, slot))
                {
                    Fault($"{workshop.Id} needs {_hands[workshop.Id][slot]} pairs of hands at {slot} and has {Hands(workshop, slot)}.");
                    break;
                }
    }

    static int Hands(PlanWorkshop workshop, int slot)
    {
        if (workshop.People.Count > 0)
            return Math.Min(workshop.Hands > 0 ? workshop.Hands : int.MaxValue, workshop.People.Count(person => person.Present.Any(span => span.Contains(slot))));
        var there = workshop.Present is not { } present || present.Any(span => span.Contains(slot));
        return !there ? 0 : workshop.Hands > 0 ? workshop.Hands : int.MaxValue;
    }

    /// <summary>What cannot be helped: runs that were already on.</summary>
    int InProgressW(string circuit, int slot) => _problem.Runs
        .Where(run => run.Running is { } place && _machines.TryGetValue(place.MachineId, out var machine) && machine.Circuits.Contains(circuit)
            && slot < Math.Max(1, place.StartSlot + Slots(run, machine, time => time.MedianSlots)))
        .Sum(run => _machines[run.Running!.MachineId].PowerW);

    static bool Changes(IReadOnlyDictionary<string, string> have, IReadOnlyDictionary<string, string> want, string kind) =>
        have.TryGetValue(kind, out var old) && want.TryGetValue(kind, out var wanted) && old != wanted;

    static Dictionary<string, string> Carried(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now)
    {
        var result = new Dictionary<string, string>(old);
        foreach (var (kind, value) in now)
            result[kind] = value;
        return result;
    }

    static int Slots(PlanRun run, PlanMachine machine, Func<RunDuration, int> quantile)
    {
        if (run.DurationOn.TryGetValue(machine.Id, out var known))
            return Math.Max(1, quantile(known));
        var speed = Math.Clamp(machine.SpeedPermille, 10, 100_000);
        return (int)Math.Clamp(Math.Ceiling(quantile(run.Duration) * 1000m / speed), 1, 1_000_000);
    }

    void Fault(string sentence) => _violations.Add(sentence);
}
