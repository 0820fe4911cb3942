namespace Fleet.Core.Scheduling.Planning;

/// <summary>The one evaluator: what a plan costs, in named parts. All tiers, pages and tests ask it.</summary>
public static class PlanPricer
{
    /// <summary>Prices a plan for a problem. Places of unknown runs or machines are not counted.</summary>
    public static PlanCost Price(PlanningProblem problem, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        var model = ModelBuilder.Build(problem);
        var (runs, machines) = (model.Problem.Runs.Select(run => run.Id).ToHashSet(), model.Problem.Machines.Select(machine => machine.Id).ToHashSet());
        return Price(model, [.. plan.Runs.Where(place => runs.Contains(place.RunId) && machines.Contains(place.MachineId))]);
    }

    internal static PlanCost Price(PlanModel model, IReadOnlyList<PlannedRun> planned)
    {
        var runOf = ModelBuilder.Numbered(model.Problem.Runs.Select(run => run.Id));
        var machineOf = ModelBuilder.Numbered(model.Problem.Machines.Select(machine => machine.Id));
        var laneOf = new int[model.R];
        Array.Fill(laneOf, -1);
        var prices = new RunPrices(model.Problem);
        long late = 0, wait = 0, fair = 0, setups = 0, energy = 0, carbon = 0, moved = 0, transport = 0, separated = 0, unplaced = 0;
        var onMachine = planned.Select(place => (run: runOf[place.RunId], machine: machineOf[place.MachineId], place))
            .Where(item => model.Placeable[item.run]).OrderBy(item => item.machine).ThenBy(item => item.place.StartSlot);
        int previousMachine = -1, before = -1;
        foreach (var (run, machine, place) in onMachine)
        {
            var lane = model.Lanes[machine];
            int start = place.StartSlot, end = start + model.Duration[run * model.M + machine];
            laneOf[run] = machine;
            late += Math.Max(0L, (long)end - model.Due[run]) * model.LatePrice[run];
            wait += (long)(end - model.Release[run]) * model.WaitPrice[run];
            fair += (long)(end - model.Release[run]) * model.FairPrice[run];
            energy += lane.Energy[end] - lane.Energy[start];
            carbon += lane.Carbon[end] - lane.Carbon[start];
            setups += model.SetupCost(lane, previousMachine == machine ? before : -1, run);
            if (model.Promised[run] >= 0)
                moved += (long)model.Shift(run, start) * model.Problem.Policy.MovedPerSlot;
            moved += prices.MovedMachine(model.Problem.Runs[run], model.Problem.Machines[machine]);
            transport += prices.Transport(model.Problem.Runs[run], model.Problem.Machines[machine]);
            (previousMachine, before) = (machine, run);
        }
        for (var run = 0; run < model.R; run++)
        {
            if (model.Placeable[run] && laneOf[run] < 0)
                unplaced += model.UnplacedPrice[run];
            if (laneOf[run] >= 0)
                foreach (var companion in model.Companions[run])
                    if (companion > run && laneOf[companion] >= 0 && laneOf[companion] != laneOf[run])
                        separated += model.Problem.Policy.Separated;
        }
        return new()
        {
            Lateness = late, Waiting = wait, Unfairness = fair, Setups = setups, Energy = energy, Carbon = carbon,
            Moved = moved, Transport = transport, Separated = separated, Unplaced = unplaced,
        };
    }
}
