namespace Fleet.Core.Scheduling.Planning;

/// <summary>A plan in the units of the world, beside its cost.</summary>
/// <param name="LateRuns">Runs that end after their due time, by the median.</param>
/// <param name="LateHours">Their delays together, each times its weight.</param>
/// <param name="MeanFlowHours">Release to end, mean; null without runs.</param>
/// <param name="EnergyWh">By average power; heat-up peaks are in the average.</param>
/// <param name="CarbonGrams">Location-based, after own solar power; null when no zone has a series.</param>
/// <param name="EnergyEur">Null when no workshop has a price.</param>
/// <param name="Setups">Starts with something to change.</param>
/// <param name="HandsHours">A person's work on set-ups and clearing; the slot of the start itself is not in it.</param>
public sealed record PlanFigures(
    int LateRuns, double LateHours, double? MeanFlowHours, double EnergyWh, double? CarbonGrams, double? EnergyEur, int Setups, double HandsHours)
{
    public static PlanFigures Of(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        // A gram for a unit and a cent for a unit: then the lanes' price series are those.
        var model = ModelBuilder.Build(problem with { Policy = problem.Policy with { CarbonPermillePerG = 1000, EnergyPerEur = 100 } });
        var runOf = ModelBuilder.Numbered(model.Problem.Runs.Select(run => run.Id));
        var machineOf = ModelBuilder.Numbered(model.Problem.Machines.Select(machine => machine.Id));
        double hours = problem.SlotMinutes / 60.0, late = 0, flow = 0, wattHours = 0, hands = 0;
        int lateRuns = 0, setups = 0, counted = 0;
        long grams = 0, cents = 0;
        foreach (var place in plan.Runs)
        {
            if (!runOf.TryGetValue(place.RunId, out var run) || !machineOf.TryGetValue(place.MachineId, out var machine))
                continue;
            var lane = model.Lanes[machine];
            int from = Math.Clamp(place.StartSlot, 0, model.T), to = Math.Clamp(place.EndSlot, from, model.T);
            var delay = Math.Max(0L, place.EndSlot - (long)model.Due[run]);
            lateRuns += delay > 0 ? 1 : 0;
            late += delay * model.Problem.Runs[run].Weight * hours;
            flow += (place.EndSlot - model.Release[run]) * hours;
            wattHours += (to - from) * hours * lane.PowerW;
            grams += lane.Carbon[to] - lane.Carbon[from];
            cents += lane.Energy[to] - lane.Energy[from];
            setups += place.SetupSlots > 0 ? 1 : 0;
            hands += place.SetupSlots * hours;
            counted++;
        }
        return new(lateRuns, late, counted == 0 ? null : flow / counted, wattHours,
            problem.Workshops.Any(workshop => workshop.CarbonGPerKwh.Count > 0) ? grams : null,
            problem.Workshops.Any(workshop => workshop.PriceEurPerMwh.Count > 0) ? cents / 100.0 : null, setups, hands);
    }
}
