using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Silo.Planning.Verb;

/// <summary>A workshop's plan: its cost in parts, every machine's runs, and what cannot be.</summary>
sealed class WorkshopReport(PlanOptions options, PlanningProblem problem, Plan plan, long iterations) : PlanReport(options, iterations)
{
    long? DispatcherCost { get; init; }

    /// <summary>Rules that the independent checker finds broken: always none, or the plan is not to be used.</summary>
    IReadOnlyList<string> Violations { get; init; } = [];

    public static async Task<WorkshopReport> Solve(PlanningProblem problem, PlanOptions options, CancellationToken cancel)
    {
        var dispatched = Planner.Dispatch(problem);
        var planner = new Planner(problem);
        planner.Build(cancel);
        var plan = planner.Improve(
            options.Iterations is { } iterations ? new IterationBudget(iterations) : new ProcessorBudget(options.Seconds!.Value, TimeSpan.Zero), options.Seed, cancel: cancel);
        var solver = TimeSpan.Zero;
        if (options.Polish > 0)
        {
            var polished = await PlanPolish.Polish(problem, plan, null, new() { Seconds = options.Polish, Seed = Math.Abs(options.Seed % int.MaxValue) }, cancel);
            (plan, solver) = (polished.Plan, polished.Solver.Processor);
        }
        var violations = PlanChecker.Check(problem, plan);
        return new(options, problem, plan, planner.Iterations)
        {
            DispatcherCost = dispatched.Cost.Total,
            Violations = violations,
            CpuSeconds = (Environment.CpuUsage.TotalTime + solver).TotalSeconds,
            Failure = violations.Count > 0 ? $"The plan breaks a rule and must not be used: {violations[0]}" : null,
        };
    }

    IEnumerable<(PlanMachine Machine, IEnumerable<PlannedRun> Runs)> Lanes() => problem.Machines.Select(machine =>
        (machine, plan.Runs.Where(run => run.MachineId == machine.Id).OrderBy(run => run.StartSlot).AsEnumerable()));

    public override string Json() => Write(new
    {
        Kind = "workshop",
        Runs = problem.Runs.Count,
        Cost = plan.Cost,
        DispatcherCost,
        Figures = PlanFigures.Of(problem, plan),
        Options.Seed,
        Iterations,
        CpuSeconds = StatedCpuSeconds,
        Machines = Lanes().Select(lane => new
        {
            lane.Machine.Id,
            lane.Machine.Attended,
            Sequence = lane.Runs.Select(run => new { run.RunId, run.StartSlot, run.EndSlot, run.PromiseSlot, run.SetupSlots }),
        }),
        plan.Impossible,
        Violations,
    });

    public override string Text(string file)
    {
        var clock = new SlotClock(problem);
        var lines = new List<string>();
        lines.Add($"{Path.GetFileName(file)}: {problem.Runs.Count} runs on {problem.Machines.Count} machines, {clock.Length(problem.HorizonSlots)} ahead");
        lines.Add($"cost {plan.Cost.Total}: {Parts(plan.Cost)}; the dispatcher alone {DispatcherCost}; {Budget()}");
        foreach (var (machine, runs) in Lanes())
        {
            lines.Add("");
            lines.Add($"{machine.Spoken}{(machine.Attended ? " (proposed: a person starts it)" : "")}");
            foreach (var run in runs)
                lines.Add($"  {clock.At(run.StartSlot),-22} to {clock.At(run.EndSlot),-22} {run.RunId}{(run.SetupSlots > 0 ? $", {clock.Length(run.SetupSlots)} of set-up before" : "")}");
        }
        if (plan.Impossible.Count > 0)
            lines.AddRange(["", "What cannot be as it was asked for:"]);
        foreach (var item in plan.Impossible)
            lines.Add($"  {item.Sentence}");
        return Joined(lines);
    }

    static string Parts(PlanCost cost) => string.Join(", ", new (string Name, long Value)[]
    {
        ("lateness", cost.Lateness), ("waiting", cost.Waiting), ("set-ups", cost.Setups), ("energy", cost.Energy), ("carbon", cost.Carbon), ("moves", cost.Moved),
        ("unfairness", cost.Unfairness), ("separation", cost.Separated), ("transport", cost.Transport), ("without a place", cost.Unplaced),
    }.Where(part => part.Value != 0).Select(part => $"{part.Name} {part.Value}").DefaultIfEmpty("nothing"));
}
