using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>The generator's workshops: the improver beside the dispatcher that never looks back.</summary>
static class WorkshopsTable
{
    static readonly (int Runs, int Machines, double Goal)[] Sizes = [(200, 10, 0.50), (1000, 50, 0.47)];

    public static void Print(double seconds, int seeds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Workshops of the fleet's generator, {seconds} CPU s, one thread"));
        Console.WriteLine();
        Console.WriteLine("| runs / machines | seed | dispatcher | inserted | CPU s | improved | of the dispatcher's | iterations | rules broken |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (runs, machines, goal) in Sizes)
        {
            var shares = new List<double>();
            for (var seed = 1; seed <= seeds; seed++)
            {
                var problem = FleetGenerator.Generate(runs, machines, seed);
                var dispatched = Planner.Dispatch(problem).Cost.Total;
                var from = Environment.CpuUsage.TotalTime;
                var planner = new Planner(problem);
                var inserted = planner.Build().Cost.Total;
                var building = Environment.CpuUsage.TotalTime - from;
                var plan = planner.Improve(new ProcessorBudget(seconds, from), 1);
                shares.Add((double)plan.Cost.Total / dispatched);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {runs} / {machines} | {seed} | {dispatched} | {inserted} | {building.TotalSeconds:0.00} | {plan.Cost.Total} | {shares[^1]:0.000} | {planner.Iterations} | {PlanChecker.Check(problem, plan).Count} |"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {runs} / {machines} | mean | | | | | {shares.Average():0.000}, asked for {goal:0.00} | | |"));
        }
        Console.WriteLine();
    }
}
