using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning.Verb;

/// <summary>Unrelated machines: the makespan and every machine's jobs.</summary>
sealed class UnrelatedReport(PlanOptions options, UnrelatedMachines problem, MakespanSearch search) : PlanReport(options, search.Iterations)
{
    public static UnrelatedReport Solve(UnrelatedMachines problem, PlanOptions options, CancellationToken cancel)
    {
        var search = new MakespanSearch(problem, options.Seed);
        search.Improve(options.Iterations is { } iterations ? new IterationBudget(iterations) : new ProcessorBudget(options.Seconds!.Value, TimeSpan.Zero), problem.Bound(), cancel);
        return new(options, problem, search);
    }

    public override string Json()
    {
        var ends = problem.Completions(search.Sequences);
        return Write(new
        {
            Kind = "unrelatedMachines",
            Jobs = problem.Jobs,
            Makespan = ends.Max(),
            Bound = problem.Bound(),
            Options.Seed,
            Iterations,
            CpuSeconds = StatedCpuSeconds,
            Machines = search.Sequences.Select((sequence, i) => new { Id = $"M{i}", Completion = ends[i], Sequence = sequence }),
            Impossible = Array.Empty<string>(),
        });
    }

    public override string Text(string file)
    {
        var ends = problem.Completions(search.Sequences);
        var lines = new List<string>();
        lines.Add($"{Path.GetFileName(file)}: {problem.Jobs} jobs on {problem.Machines} unrelated machines");
        lines.Add($"makespan {ends.Max()}, bound {problem.Bound()}{Gap(ends.Max(), problem.Bound())}; {Budget()}");
        for (var i = 0; i < problem.Machines; i++)
            lines.Add($"M{i,-4} {ends[i],7}  {string.Join(' ', search.Sequences[i])}");
        return Joined(lines);
    }
}
