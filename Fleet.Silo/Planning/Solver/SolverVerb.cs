using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Core.Scheduling.Makespan;
using Google.OrTools.Sat;

namespace Fleet.Silo.Planning.Solver;

/// <summary>
/// The other side of <see cref="SolverProcess"/>: reads one task from standard input, writes every better solution as a line, and ends
/// when its parent does.
/// </summary>
static class SolverVerb
{
    public const string Name = "plan-solver";

    public static int Run()
    {
        var input = Console.In;
        if (JsonSerializer.Deserialize<SolverTask>(input.ReadLine() ?? "null", SolverProcess.Json) is not { } task)
            return 2;
        // Standard input stays open as long as the parent lives.
        new Thread(() =>
        {
            while (input.ReadLine() is not null)
                continue;
            Environment.Exit(3);
        })
        { IsBackground = true }.Start();

        var began = Stopwatch.GetTimestamp();
        var (model, read) = task switch
        {
            { JobShop: { } shop } when new JobShopModel(shop, FirstSchedule(shop, task)) is var built => (built.Model, (Func<Func<IntVar, long>, IReadOnlyList<SolverStep>>)built.Read),
            { Window: { } window } when new WindowModel(window) is var built => (built.Model, built.Read),
            _ => throw new InvalidDataException("The task is empty."),
        };
        var left = Math.Max(1, task.Seconds - Stopwatch.GetElapsedTime(began).TotalSeconds);
        using var solver = new CpSolver { StringParameters = Parameters(task, left) };
        var watch = new Watch(read);
        var status = solver.Solve(model, watch);
        var found = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        Say(new(found ? (long)Math.Round(solver.ObjectiveValue) : null, Bound(solver.BestObjectiveBound),
            found ? read(variable => solver.Value(variable)) : [], status == CpSolverStatus.Optimal, Last: true, Environment.CpuUsage.TotalTime.TotalSeconds));
        return 0;
    }

    /// <summary>The solver proves and polishes; what it begins with decides how far it comes with large shops.</summary>
    static IReadOnlyList<SolverStep> FirstSchedule(FlexibleJobShop shop, SolverTask task)
    {
        var first = JobShopSearch.Run(shop, task);
        Say(new(first.Max(step => step.End), shop.Bound(), first, Proven: false, Last: false, Environment.CpuUsage.TotalTime.TotalSeconds));
        return first;
    }

    static string Parameters(SolverTask task, double seconds) => string.Create(CultureInfo.InvariantCulture,
        $"max_time_in_seconds:{seconds} random_seed:{task.Seed} max_memory_in_mb:{task.MemoryMb} num_workers:{task.Workers} repair_hint:true")
        + (task.Work is { } work ? string.Create(CultureInfo.InvariantCulture, $" interleave_search:true max_deterministic_time:{work}") : "");

    static long Bound(double bound) => bound < -1e15 ? 0 : (long)Math.Ceiling(bound - 1e-6);

    static void Say(SolverAnswer answer)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, SolverProcess.Json));
            Console.Out.Flush();
        }
    }

    sealed class Watch(Func<Func<IntVar, long>, IReadOnlyList<SolverStep>> read) : CpSolverSolutionCallback
    {
        public override void OnSolutionCallback() =>
            Say(new((long)Math.Round(ObjectiveValue()), Bound(BestObjectiveBound()), read(variable => Value(variable)), Proven: false, Last: false, Environment.CpuUsage.TotalTime.TotalSeconds));
    }
}
