using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>The generator's workshops: the improver beside the dispatcher that never looks back, and beside what no plan can go below.</summary>
static class WorkshopsTable
{
    static readonly (int Runs, int Machines, double Goal)[] Sizes = [(200, 10, 0.50), (1000, 50, 0.47)];

    const int BoundSteps = 1500;

    public static void Print(double seconds, int seeds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Workshops of the fleet's generator, {seconds} CPU s, one thread"));
        Console.WriteLine();
        Console.WriteLine("| runs / machines | seed | dispatcher | inserted | CPU s | improved | of the dispatcher's | no plan below | iterations | rules broken |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
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
                var bound = new PlanBound(problem).Compute(plan.Cost.Total, BoundSteps) / dispatched;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {runs} / {machines} | {seed} | {dispatched} | {inserted} | {building.TotalSeconds:0.00} | {plan.Cost.Total} | {shares[^1]:0.000} | {bound:0.000} | {planner.Iterations} | {PlanChecker.Check(problem, plan).Count} |"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {runs} / {machines} | mean | | | | | {shares.Average():0.000}, asked for {goal:0.00} | | | |"));
        }
        Console.WriteLine();
    }
}
