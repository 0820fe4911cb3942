using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Bench.Plan;

/// <summary>
/// What waiting for clean hours saves in a real year, beside the least that any plan could emit (<see cref="CarbonBound"/>). Captured share:
/// (carbon-blind plan − plan) / (carbon-blind plan − bound), at a lateness that is not higher.
/// </summary>
static class CarbonTable
{
    /// <summary>Days of the trace at which a workshop's fortnight begins.</summary>
    static readonly int[] Days = [25, 143, 260];

    public static void Print(double seconds)
    {
        if (PlanBench.Data("carbon") is not { } folder)
            return;
        var trace = File.ReadLines(Path.Combine(folder, "de_2020_15min_gco2_per_kwh.csv")).Skip(1)
            .Select(line => (int)Math.Round(double.Parse(line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture))).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Carbon: 200 runs on 50 machines, Germany's grid, {seconds} CPU s each"));
        Console.WriteLine();
        Console.WriteLine("| from day | plan | weighted lateness | mean flow | CO2 | saved | captured of what the bound allows |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var day in Days)
        {
            var generated = FleetGenerator.Generate(200, 50, day);
            var problem = generated with { Workshops = [generated.Workshops[0] with { CarbonGPerKwh = [.. trace.Skip(day * 96).Take(generated.HorizonSlots)] }] };
            var blind = Improved(problem, 0, seconds);
            var (blindGrams, _) = Row(day, "dispatcher", problem, Planner.Dispatch(problem), null, null);
            (blindGrams, var latest) = Row(day, "carbon 0", problem, blind, null, null);
            var boundG = CarbonBound.Grams(problem, blind);
            foreach (var permille in (int[])[500, 1000, 2000])
                Row(day, string.Create(CultureInfo.InvariantCulture, $"carbon {permille / 1000.0:0.0} per g"), problem, Improved(problem, permille, seconds), blindGrams, boundG);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {day} | bound | {latest:0} h | | {boundG / 1000:0.0} kg | {100 * (blindGrams - boundG) / blindGrams:0.0} % | |"));
        }
        Console.WriteLine();
        Console.WriteLine("Asked for: 80 % of the bound's saving at equal weighted lateness.");
        Console.WriteLine("Honest expectation for a workshop: 3 to 5 % for runs of 8 h that may wait 12 h and are started by people, 11 to 19 % with one or two days of");
        Console.WriteLine("slack, less whatever the forecast gets wrong. The signal is location-based; carbon beyond the grid (filament) is not in it.");
        Console.WriteLine();
    }

    static Core.Scheduling.Planning.Plan Improved(PlanningProblem problem, int carbonPermille, double seconds)
    {
        var from = Environment.CpuUsage.TotalTime;
        var planner = new Planner(problem with { Policy = problem.Policy with { CarbonPermillePerG = carbonPermille } });
        planner.Build();
        return planner.Improve(new ProcessorBudget(seconds, from), 1);
    }

    static (double Grams, double LateHours) Row(int day, string name, PlanningProblem problem, Core.Scheduling.Planning.Plan plan, double? blindG, double? boundG)
    {
        var figures = PlanFigures.Of(problem, plan);
        var grams = figures.CarbonGrams!.Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {day} | {name} | {figures.LateHours:0} h | {figures.MeanFlowHours:0.0} h | {grams / 1000:0.0} kg | {(blindG is { } blind ? $"{100 * (blind - grams) / blind:0.0} %" : "")} | {(boundG is { } bound ? $"{100 * (blindG - grams) / (blindG - bound):0} %" : "")} |"));
        return (grams, figures.LateHours);
    }
}
