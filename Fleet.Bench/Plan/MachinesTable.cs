using System.Globalization;
using System.IO.Compression;
using Fleet.Core.Scheduling.Files;
using Fleet.Core.Scheduling.Makespan;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>Unrelated machines with set-ups (Vallada and Ruiz): one thread, some CPU seconds for each instance, best verified values beside it.</summary>
static class MachinesTable
{
    public static void Print(double[] budgets, int seed)
    {
        if (PlanBench.Data("sched/upmsp") is not { } folder)
            return;
        Console.WriteLine($"Unrelated machines (Vallada-Ruiz, makespan), one thread, seed {seed}");
        Console.WriteLine();
        Console.WriteLine($"| instance | bound | best known | {string.Join(" | ", budgets.Select(seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds} CPU s | gap")))} |");
        Console.WriteLine($"|---|---|---|{string.Concat(budgets.Select(_ => "---|---|"))}");
        var gaps = budgets.Select(_ => new List<double>()).ToArray();
        foreach (var row in File.ReadLines(Path.Combine(folder, "best_known.csv")).Skip(1).Select(line => line.Split(',')))
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, $"{row[0]}.txt.gz")), CompressionMode.Decompress));
            var problem = ProblemFileReader.Read(text.ReadToEnd()).Unrelated!;
            var best = int.Parse(row[4], CultureInfo.InvariantCulture);
            var cells = new List<string>();
            for (var i = 0; i < budgets.Length; i++)
            {
                var from = Environment.CpuUsage.TotalTime;
                var search = new MakespanSearch(problem, seed);
                search.Improve(new ProcessorBudget(budgets[i], from), problem.Bound());
                var makespan = problem.Completions(search.Sequences).Max();
                gaps[i].Add(100.0 * (makespan - best) / best);
                cells.Add(string.Create(CultureInfo.InvariantCulture, $"{makespan} | {gaps[i][^1]:0.0} %"));
            }
            Console.WriteLine($"| {row[0]} | {problem.Bound()} | {best} | {string.Join(" | ", cells)} |");
        }
        Console.WriteLine($"| mean | | | {string.Join(" | ", gaps.Select(gap => string.Create(CultureInfo.InvariantCulture, $"| {gap.Average():0.00} %, worst {gap.Max():0.0} %")))} |");
        Console.WriteLine();
        Console.WriteLine("Asked for: mean at most 7 % after 1 CPU s, 2.0 % after 10 and none above 6 %, 1.0 % after 60.");
        Console.WriteLine();
    }
}
