using System.Globalization;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Bench.Plan;

/// <summary>What an event costs a server that has planned before: one run out and in again, a whole plan from nothing, and the memory of it.</summary>
static class InsertionTable
{
    static readonly (int Runs, int Machines, int Samples, string Goal)[] Sizes =
        [(1000, 50, 300, "5 ms, 0.5 s, 100 MB"), (10_000, 200, 100, "50 ms, 8 s")];

    public static void Print()
    {
        Console.WriteLine("Insertion of one run, exact, and building of everything; CPU time of one thread, after three plans that are not counted");
        Console.WriteLine();
        Console.WriteLine("| runs / machines | building | one run: median | p99 | heap of the plan | asked for |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var warm = 2; warm < 5; warm++)
            Measure(FleetGenerator.Generate(1000, 50, warm), 50);
        foreach (var (runs, machines, samples, goal) in Sizes)
        {
            var (building, times, heapMb) = Measure(FleetGenerator.Generate(runs, machines, 1), samples);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {runs} / {machines} | {building.TotalSeconds:0.00} s | {times[times.Count / 2]:0.0} ms | {times[times.Count * 99 / 100]:0.0} ms | {heapMb:0} MB | {goal} |"));
        }
        Console.WriteLine();
    }

    static (TimeSpan Building, List<double> Ms, double HeapMb) Measure(PlanningProblem problem, int samples)
    {
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var from = Environment.CpuUsage.TotalTime;
        var planner = new Planner(problem);
        var plan = planner.Build();
        var building = Environment.CpuUsage.TotalTime - from;
        var random = new Random(1);
        var times = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            var run = plan.Runs[random.Next(plan.Runs.Count)].RunId;
            planner.Remove(run);
            var before = Environment.CpuUsage.TotalTime;
            planner.Insert(run);
            times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
        times.Sort();
        var heapMb = (GC.GetTotalMemory(forceFullCollection: true) - empty) / 1e6;
        GC.KeepAlive(planner);
        return (building, times, heapMb);
    }
}
