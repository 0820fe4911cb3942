using Fleet.Core.Scheduling.Makespan;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Silo.Planning.Verb;

/// <summary>A flexible job shop: CP-SAT's schedule, its bound, and the operations of every machine.</summary>
sealed class JobShopReport(PlanOptions options, FlexibleJobShop shop, SolverAnswer? answer, long iterations) : PlanReport(options, iterations)
{
    /// <summary>Deterministic units of the solver for a thousand iterations: about the seconds of one worker that the same iterations of the other searches take.</summary>
    const double WorkPerIteration = 1e-3;

    public static async Task<JobShopReport> Solve(FlexibleJobShop shop, PlanOptions options, CancellationToken cancel)
    {
        var task = new SolverTask { JobShop = shop, Seed = Math.Abs(options.Seed % int.MaxValue), Seconds = options.Seconds ?? 86_400, Work = options.Iterations * WorkPerIteration };
        var outcome = await SolverProcess.Solve(task, cancel: cancel);
        var solved = outcome.Best is { Objective: not null } best ? best : null;
        // Whatever happened to the solver: the dispatcher's schedule is one.
        solved ??= Dispatched(shop);
        var fault = ShopFault(shop, solved.Steps);
        return new(options, shop, solved, options.Iterations ?? 0)
        {
            CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds + outcome.Processor.TotalSeconds,
            Failure = fault ?? (outcome.Best is null ? $"{outcome.Failure} The dispatcher's schedule is shown." : null),
        };
    }

    static SolverAnswer Dispatched(FlexibleJobShop shop)
    {
        var steps = JobShopDispatcher.Dispatch(shop);
        return new(steps.Max(step => step.End), shop.Bound(), steps, Proven: false, Last: true, CpuSeconds: 0);
    }

    /// <summary>Checks a schedule with nothing but the problem in its hand.</summary>
    internal static string? ShopFault(FlexibleJobShop shop, IReadOnlyList<SolverStep> steps)
    {
        var at = 0;
        for (var job = 0; job < shop.Jobs.Count; job++)
            for (var o = 0; o < shop.Jobs[job].Count; o++, at++)
            {
                var step = steps[at];
                if (!shop.Jobs[job][o].Choices.Contains(new(step.Machine, step.End - step.Start)))
                    return $"The solver's schedule is wrong: operation {o + 1} of job {job + 1} cannot be on machine {step.Machine + 1} for {step.End - step.Start}.";
                if (o > 0 && steps[at - 1].End > step.Start)
                    return $"The solver's schedule is wrong: operation {o + 1} of job {job + 1} begins before the one ahead of it ends.";
            }
        foreach (var machine in steps.GroupBy(step => step.Machine))
            foreach (var (first, second) in machine.OrderBy(step => step.Start).ThenBy(step => step.End) is var ordered ? ordered.Zip(ordered.Skip(1)) : [])
                if (first.End > second.Start)
                    return $"The solver's schedule is wrong: machine {machine.Key + 1} does two operations at {second.Start}.";
        return null;
    }

    IEnumerable<(int Job, int Operation, SolverStep Step)> Steps() =>
        shop.Jobs.SelectMany((operations, job) => operations.Select((_, o) => (job, o))).Zip(answer!.Steps, (place, step) => (place.job + 1, place.o + 1, step));

    public override string Json() => Write(new
    {
        Kind = "flexibleJobShop",
        Jobs = shop.Jobs.Count,
        Makespan = answer!.Objective,
        answer.Bound,
        answer.Proven,
        Options.Seed,
        Iterations,
        CpuSeconds = StatedCpuSeconds,
        Machines = Enumerable.Range(0, shop.Machines).Select(machine => new
        {
            Id = $"M{machine + 1}",
            Sequence = Steps().Where(item => item.Step.Machine == machine).OrderBy(item => item.Step.Start).ThenBy(item => item.Step.End)
                .Select(item => new { item.Job, item.Operation, item.Step.Start, item.Step.End }),
        }),
        Impossible = Array.Empty<string>(),
    });

    public override string Text(string file)
    {
        var lines = new List<string>();
        lines.Add($"{Path.GetFileName(file)}: {shop.Jobs.Count} jobs with {shop.Jobs.Sum(job => job.Count)} operations on {shop.Machines} machines");
        lines.Add($"makespan {answer!.Objective}, bound {answer.Bound}{Gap(answer.Objective ?? 0, answer.Bound)}; {Budget()}");
        for (var machine = 0; machine < shop.Machines; machine++)
            lines.Add($"M{machine + 1,-4} {string.Join("  ", Steps().Where(item => item.Step.Machine == machine).OrderBy(item => item.Step.Start).ThenBy(item => item.Step.End).Select(item => $"{item.Job}.{item.Operation}@{item.Step.Start}"))}");
        return Joined(lines);
    }
}
