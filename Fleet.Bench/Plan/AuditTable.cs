using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Solver;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>
/// Small workshops: what CP-SAT, which sees the whole problem, makes of the improver's plan. It begins with that plan as its hint, so that what
/// it finds is the best of both.
/// </summary>
static class AuditTable
{
    /// <summary>An auditor may take more than a server would give it: fifty runs on ten machines need 2 to 4 GB.</summary>
    const int MostMb = 6000;

    public static async Task Print(double ours, double solvers, int seeds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Small workshops: {ours} CPU s of the improver, {solvers} s of CP-SAT by the clock, which goes on from there"));
        Console.WriteLine();
        Console.WriteLine("| runs / machines | seed | inserted | improved | CP-SAT's best | CPU s | memory | ours above it |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var runs in (int[])[30, 40, 50])
            for (var seed = 1; seed <= seeds; seed++)
            {
                var problem = FleetGenerator.Generate(runs, 10, seed);
                var planner = new Planner(problem);
                var inserted = planner.Build();
                var plan = planner.Improve(new ProcessorBudget(ours, Environment.CpuUsage.TotalTime), 1);
                var improved = plan.Cost.Total;
                var audit = await PlanPolish.Polish(problem, plan, null, new() { Seconds = solvers, MemoryMb = MostMb });
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {runs} / 10 | {seed} | {inserted.Cost.Total} | {improved} | {(audit.Solver.Failure ?? $"{audit.Plan.Cost.Total}")} | {audit.Solver.Processor.TotalSeconds:0.0} | {audit.Solver.PeakMb} MB | {100.0 * (improved - audit.Plan.Cost.Total) / audit.Plan.Cost.Total:0.0} % |"));
            }
        Console.WriteLine();
        Console.WriteLine("Asked for: at most 3 % above on every instance of 30 to 50 runs.");
        Console.WriteLine();
    }
}
