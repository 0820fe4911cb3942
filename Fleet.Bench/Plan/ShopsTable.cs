using System.Globalization;
using Fleet.Core.Scheduling.Files;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Bench.Plan;

/// <summary>Flexible job shops by CP-SAT in its own process, some seconds by the clock for each.</summary>
static class ShopsTable
{
    public static async Task Print(double seconds, int seed)
    {
        if (PlanBench.Data("sched/fjsp") is not { } folder)
            return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Flexible job shops (CP-SAT), at most {seconds} s by the clock, seed {seed}"));
        Console.WriteLine();
        Console.WriteLine("| instance | best known | makespan | gap | bound | CPU s | memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var row in File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var shop = ProblemFileReader.Read(await File.ReadAllTextAsync(Path.Combine(folder, $"{row[0]}.fjs"))).JobShop!;
            var best = int.Parse(row[4], CultureInfo.InvariantCulture);
            var outcome = await SolverProcess.Solve(new() { JobShop = shop, Seconds = seconds, Seed = seed });
            var makespan = outcome.Best?.Objective;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {row[0]} | {best} | {makespan} | {100.0 * (makespan - best) / best:0.0} % | {outcome.Best?.Bound} | {outcome.Processor.TotalSeconds:0.0} | {outcome.PeakMb} MB |"));
        }
        Console.WriteLine();
        Console.WriteLine("Asked for: within 2 % in 60 s on two cores, which are 120 CPU s.");
        Console.WriteLine();
    }
}
