namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Turns a problem into arrays. Whatever is wrong with the problem becomes a sentence, and the rest is planned: bad input never stops
/// the workshop.
/// </summary>
static class ModelBuilder
{
    const int LongestHorizon = 20_000;
    const int HighestWeight = 100;

    public static PlanModel Build(PlanningProblem problem)
    {
        var faults = new List<Impossible>();
        problem = Sound(problem, faults);
        var (machines, runs, horizon) = (problem.Machines, problem.Runs, problem.HorizonSlots);
        var machineOf = Numbered(machines.Select(machine => machine.Id));
        var workshops = Numbered(problem.Workshops.Select(workshop => workshop.Id));
        var circuits = Numbered(problem.Circuits.Select(circuit => circuit.Id));
        var kinds = new AttributeKinds(problem);
        var running = Running(problem, machineOf, faults);
        var lanes = new LaneModel[machines.Count];
        var lanesBuilder = new LaneBuilder(problem, kinds, workshops, circuits);
        for (var m = 0; m < lanes.Length; m++)
            lanes[m] = lanesBuilder.Build(m, running[m], faults);

        int count = runs.Count, width = machines.Count;
        int[] duration = new int[count * width], fit = new int[count * width], choice = new int[count * width];
        var eligible = new int[count][];
        var placeable = new bool[count];
        var inProgress = running.Where(run => run >= 0).ToHashSet();
        var prices = new RunPrices(problem);
        var judge = new Eligibility(problem);
        var fitting = new List<int>();
        for (var r = 0; r < count; r++)
        {
            var run = runs[r];
            fitting.Clear();
            for (var m = 0; m < width; m++)
            {
                if (!judge.Fits(run, machines[m]))
                    continue;
                var time = judge.DurationOn(run, machines[m]);
                duration[r * width + m] = time.MedianSlots;
                fit[r * width + m] = Math.Max(time.MedianSlots, machines[m].Attended ? time.P95Slots : time.P80Slots);
                choice[r * width + m] = prices.Choice(run, machines[m]);
                fitting.Add(m);
            }
            eligible[r] = [.. fitting];
            if (fitting.Count > 0 && run.Running is null && run.DueSlot is { } due)
                ImpossibleDue(problem, lanes, run, due, fitting, m => (duration[r * width + m], fit[r * width + m]), faults);
            placeable[r] = run.Running is null && fitting.Count > 0;
            if (run.Running is null && fitting.Count == 0)
                faults.Add(judge.WhyNone(run));
            else if (run.Running is not null && !inProgress.Contains(r))
                faults.Add(new(run.Id, "running", $"{run.Spoken} is said to run on {run.Running.MachineId}, which another run holds or which is not there. Correct where it runs."));
        }

        return new PlanModel
        {
            Problem = problem, R = count, M = width, T = horizon,
            Duration = duration, Fit = fit, Choice = choice, Eligible = eligible, Placeable = placeable,
            Release = [.. runs.Select(run => Math.Clamp(run.ReleaseSlot, -LongestHorizon, LongestHorizon))],
            Due = [.. runs.Select(run => run.DueSlot is { } due ? Math.Clamp(due, -LongestHorizon, PlanModel.NoDue) : PlanModel.NoDue)],
            LatePrice = [.. runs.Select(prices.Late)], WaitPrice = [.. runs.Select(prices.Wait)], FairPrice = [.. runs.Select(prices.Fair)],
            MayComeEarlier = [.. runs.Select(run => run.MayComeEarlier)],
            Promised = [.. runs.Select(run => run.Promised?.StartSlot is >= 0 and var start ? start : -1)],
            PinnedStart = [.. runs.Select(run => run.Pin?.StartSlot is { } start ? Math.Clamp(start, 0, LongestHorizon) : -1)],
            UnplacedPrice = [.. runs.Select(run => prices.Unplaced(run))],
            Companions = Companions(runs), Values = kinds.OfRuns(runs), Kinds = kinds.Count,
            Lanes = lanes, CircuitCapW = [.. problem.Circuits.Select(circuit => circuit.CapW)],
            Hands = [.. problem.Workshops.Select(workshop => LaneBuilder.HandsPerSlot(workshop, horizon))],
            Impossible = faults,
        };
    }

    /// <summary>The same problem without what contradicts itself.</summary>
    static PlanningProblem Sound(PlanningProblem problem, List<Impossible> faults)
    {
        if (problem.SlotMinutes is < 1 or > 1440 || problem.HorizonSlots is < 1 or > LongestHorizon)
        {
            faults.Add(new(null, "value", $"A slot has 1 to 1440 minutes and a plan 1 to {LongestHorizon} slots; this problem says {problem.SlotMinutes} and {problem.HorizonSlots}. Correct them; 15 minutes and 1344 slots are used."));
            problem = problem with { SlotMinutes = 15, HorizonSlots = 1344 };
        }
        if (problem.Machines.Count == 0)
            faults.Add(new(null, "noMachine", "The workshop has no machine. Attach one."));
        var machines = Distinct(problem.Machines, machine => machine.Id, "machine", faults);
        var runs = Distinct(problem.Runs, run => run.Id, "run", faults);
        for (var r = 0; r < runs.Count; r++)
        {
            var run = runs[r];
            if (run.Weight is < 1 or > HighestWeight)
            {
                faults.Add(new(run.Id, "value", $"{run.Spoken} has the weight {run.Weight}; weights go from 1 to {HighestWeight}. The nearest is used.", Placed: true));
                runs[r] = run = run with { Weight = Math.Clamp(run.Weight, 1, HighestWeight) };
            }
        }
        return problem with
        {
            Machines = machines, Runs = runs,
            Workshops = Distinct(problem.Workshops, workshop => workshop.Id, "workshop", faults),
            Circuits = Distinct(problem.Circuits, circuit => circuit.Id, "circuit", faults),
            Policy = problem.Policy.Clamped(),
        };
    }

    /// <summary>A due time that not even an empty workshop could keep.</summary>
    static void ImpossibleDue(
        PlanningProblem problem, LaneModel[] lanes, PlanRun run, int due, List<int> fitting, Func<int, (int Median, int Fit)> time, List<Impossible> faults)
    {
        var (earliest, fastest) = (int.MaxValue, -1);
        foreach (var m in fitting)
        {
            var (median, fit) = time(m);
            var lane = lanes[m];
            for (var t = Math.Max(lane.FreeAt, run.ReleaseSlot); t + fit <= problem.HorizonSlots && t + median < earliest; t++)
                if (lane.MayStart[t] && lane.RunsUntil[t] >= t + fit && (lane.AutoEject || lane.HandsBack[t] >= 0))
                    (earliest, fastest) = (t + median, m);
            if (earliest <= due)
                return;
        }
        if (fastest < 0)
            return;
        var clock = new SlotClock(problem);
        faults.Add(new(run.Id, "due", $"{run.Spoken} cannot be ready at {clock.At(due)}: {problem.Machines[fastest].Spoken} would have it at {clock.At(earliest)} even if nothing else were planned. It is planned as early as is worth it; agree on a later time.", Placed: true));
    }

    static List<T> Distinct<T>(IReadOnlyList<T> items, Func<T, string> id, string word, List<Impossible> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<T>(items.Count);
        foreach (var item in items)
            if (seen.Add(id(item)))
                kept.Add(item);
            else
                faults.Add(new(null, "twice", $"Two entries say to be the {word} {id(item)}. The first is used; name the other one differently."));
        return kept;
    }

    public static Dictionary<string, int> Numbered(IEnumerable<string> ids) =>
        ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index, StringComparer.Ordinal);

    /// <summary>The run in progress on each machine, or -1.</summary>
    static int[] Running(PlanningProblem problem, Dictionary<string, int> machineOf, List<Impossible> faults)
    {
        var running = new int[problem.Machines.Count];
        Array.Fill(running, -1);
        for (var r = 0; r < problem.Runs.Count; r++)
            if (problem.Runs[r].Running is { } place && machineOf.TryGetValue(place.MachineId, out var m) && running[m] < 0)
                running[m] = r;
        return running;
    }

    static int[][] Companions(IReadOnlyList<PlanRun> runs)
    {
        var groups = runs.Select((run, r) => (run.StayTogether, r)).Where(pair => pair.StayTogether is not null)
            .GroupBy(pair => pair.StayTogether!, pair => pair.r, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        return [.. runs.Select((run, r) => run.StayTogether is { } word ? groups[word].Where(other => other != r).ToArray() : [])];
    }
}
