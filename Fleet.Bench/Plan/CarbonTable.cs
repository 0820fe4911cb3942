using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>
/// What waiting for clean hours saves in a real year, beside the least that any plan could emit (<see cref="CarbonBound"/>). Captured share:
/// (carbon-blind plan − plan) / (carbon-blind plan − bound), at a lateness that is not higher; and the same counted from what the dispatcher
/// emits, which also holds what a plan saves by itself because it prefers the less hungry machines.
/// </summary>
static class CarbonTable
{
    /// <summary>Days of the trace at which a workshop's fortnight begins.</summary>
    static readonly int[] Days = [25, 143, 260];

    /// <summary>
    /// What a gram costs, in thousandths, a slot of waiting (with 1 nobody likes to wait, with 0 a run may be ready as late as it is due) and a
    /// slot of lateness: 200 lets no gram buy one.
    /// </summary>
    static readonly (int CarbonPermille, int WaitPerSlot, int LatePerSlot)[] Weights = [(500, 1, 10), (2000, 1, 10), (1000, 0, 10), (4000, 0, 200)];

    public static void Print(double seconds)
    {
        if (PlanBench.Data("carbon") is not { } folder)
            return;
        var trace = File.ReadLines(Path.Combine(folder, "de_2020_15min_gco2_per_kwh.csv")).Skip(1)
            .Select(line => (int)Math.Round(double.Parse(line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture))).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Carbon: 200 runs on 50 machines, Germany's grid, {seconds} CPU s each"));
        Console.WriteLine();
        Console.WriteLine("| from day | plan | weighted lateness | mean flow | CO2 | saved | captured of what the bound allows | counted from the dispatcher | of what is possible when people begin whole runs |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var day in Days)
        {
            var generated = FleetGenerator.Generate(200, 50, day);
            var problem = generated with { Workshops = [generated.Workshops[0] with { CarbonGPerKwh = [.. trace.Skip(day * 96).Take(generated.HorizonSlots)] }] };
            var blind = Improved(problem, (0, 1, 10), seconds);
            var (dispatchedGrams, _) = Row(day, "dispatcher", problem, Planner.Dispatch(problem));
            var (blindGrams, latest) = Row(day, "carbon 0", problem, blind);
            var boundG = CarbonBound.Grams(problem, blind);
            var peopleG = BegunByPeople(problem, blind, blindGrams);
            foreach (var prices in Weights)
                Row(day, string.Create(CultureInfo.InvariantCulture, $"carbon {prices.CarbonPermille / 1000.0:0.0} per g, waiting {prices.WaitPerSlot}, lateness {prices.LatePerSlot}"),
                    problem, Improved(problem, prices, seconds), blindGrams, dispatchedGrams, boundG, peopleG);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {day} | bound | {latest:0} h | | {boundG / 1000:0.0} kg | {100 * (blindGrams - boundG) / blindGrams:0.0} % | | | |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {day} | bound, whole runs begun by people | {latest:0} h | | {peopleG / 1000:0.0} kg | {100 * (blindGrams - peopleG) / blindGrams:0.0} % | | | |"));
        }
        Console.WriteLine();
        Console.WriteLine("Asked for: 80 % of the bound's saving at equal weighted lateness.");
        Console.WriteLine("Honest expectation for a workshop: 3 to 5 % for runs of 8 h that may wait 12 h and are started by people, 11 to 19 % with one or two days of");
        Console.WriteLine("slack, less whatever the forecast gets wrong. The signal is location-based; carbon beyond the grid (filament) is not in it.");
        Console.WriteLine();
    }

    /// <summary>The least for runs that are not cut, begin in people's hours, and are ready when they are due or, if that is later, when the compared plan has them.</summary>
    static double BegunByPeople(PlanningProblem problem, Core.Scheduling.Planning.Plan compared, double upperG)
    {
        const int Steps = 1500;
        var end = compared.Runs.ToDictionary(run => run.RunId, run => run.EndSlot);
        var inGrams = problem with { Policy = problem.Policy with { CarbonPermillePerG = 1000 } };
        return new PlanBound(inGrams, (lane, slots, start) => lane.Carbon[start + slots] - lane.Carbon[start],
            run => Math.Max(problem.Runs[run].DueSlot ?? int.MaxValue, end.GetValueOrDefault(problem.Runs[run].Id, int.MaxValue))).Compute(upperG, Steps);
    }

    static Core.Scheduling.Planning.Plan Improved(PlanningProblem problem, (int CarbonPermille, int WaitPerSlot, int LatePerSlot) prices, double seconds)
    {
        var from = Environment.CpuUsage.TotalTime;
        var planner = new Planner(problem with { Policy = problem.Policy with { CarbonPermillePerG = prices.CarbonPermille, WaitPerSlot = prices.WaitPerSlot, LatePerSlot = prices.LatePerSlot } });
        planner.Build();
        return planner.Improve(new ProcessorBudget(seconds, from), 1);
    }

    static (double Grams, double LateHours) Row(int day, string name, PlanningProblem problem, Core.Scheduling.Planning.Plan plan, double? blindG = null, double? dispatchedG = null, double? boundG = null, double? peopleG = null)
    {
        var figures = PlanFigures.Of(problem, plan);
        var grams = figures.CarbonGrams!.Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {day} | {name} | {figures.LateHours:0} h | {figures.MeanFlowHours:0.0} h | {grams / 1000:0.0} kg | {(blindG is { } blind ? $"{100 * (blind - grams) / blind:0.0} %" : "")} | {Captured(blindG, boundG)} | {Captured(dispatchedG, boundG)} | {Captured(blindG, peopleG)} |"));
        return (grams, figures.LateHours);

        string Captured(double? from, double? least) => (from, least) is ({ } before, { } bound) ? string.Create(CultureInfo.InvariantCulture, $"{100 * (before - grams) / (before - bound):0} %") : "";
    }
}
