using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Windows;

/// <summary>Cuts a window out of a plan.</summary>
public static class WindowCutter
{
    /// <param name="machineIds">The machines of the window; null for all.</param>
    /// <param name="movable">Says whether a run may get another place.</param>
    /// <returns>Null when nothing in it could move.</returns>
    public static PlanWindow? Cut(PlanningProblem problem, Plan plan, IReadOnlySet<string>? machineIds, Func<PlannedRun, bool> movable)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(movable);
        var model = ModelBuilder.Build(problem);
        problem = model.Problem;
        var runOf = ModelBuilder.Numbered(problem.Runs.Select(run => run.Id));
        var machineOf = ModelBuilder.Numbered(problem.Machines.Select(machine => machine.Id));
        var lanes = problem.Machines.Select((machine, m) => (machine.Id, m)).Where(pair => machineIds is null || machineIds.Contains(pair.Id)).Select(pair => pair.m).ToList();
        var laneOf = lanes.Select((m, lane) => (m, lane)).ToDictionary(pair => pair.m, pair => pair.lane);
        var places = plan.Runs.Where(place => runOf.TryGetValue(place.RunId, out var r) && model.Placeable[r] && laneOf.ContainsKey(machineOf[place.MachineId])).ToList();
        if (!places.Any(movable))
            return null;
        var numbers = places.Select(place => runOf[place.RunId]).ToList();
        return new()
        {
            Slots = model.T,
            Lanes = [.. lanes.Select(m => Lane(model, m, numbers))],
            Runs = [.. places.Select(place => Run(model, runOf[place.RunId], machineOf[place.MachineId], place, laneOf, movable(place)))],
            FreeW = FreeW(model, plan, runOf, machineOf, laneOf),
        };
    }

    static WindowLane Lane(PlanModel model, int machine, List<int> runs)
    {
        var lane = model.Lanes[machine];
        return new(model.Problem.Machines[machine].Id, lane.FreeAt, lane.PowerW, lane.StartW - lane.PowerW, lane.Circuits, lane.Workshop,
            [.. runs.Prepend(-1).SelectMany(before => runs.Select(run => new WindowChange(model.SetupSlots(lane, before, run), model.SetupCost(lane, before, run))))]);
    }

    static WindowRun Run(PlanModel model, int run, int machine, PlannedRun place, Dictionary<int, int> laneOf, bool movable)
    {
        var machines = movable ? [.. model.Eligible[run].Where(laneOf.ContainsKey)] : new[] { machine };
        return new(model.Problem.Runs[run].Id, model.Due[run] == PlanModel.NoDue ? null : model.Due[run], model.LatePrice[run],
            model.WaitPrice[run] + model.FairPrice[run], model.Promised[run] >= 0 ? model.Promised[run] : null, model.MayComeEarlier[run], model.Problem.Policy.MovedPerSlot,
            [.. machines.Select(m => Choice(model, run, m, laneOf[m], movable ? null : place.StartSlot))], Array.IndexOf(machines, machine), place.StartSlot);
    }

    static WindowChoice Choice(PlanModel model, int run, int machine, int laneNumber, int? fixedStart)
    {
        var lane = model.Lanes[machine];
        int duration = model.Duration[run * model.M + machine], fit = model.Fit[run * model.M + machine], longest = lane.ClearSlots + lane.Setups.Sum(setup => setup.Slots);
        bool May(int t, int hands) => t >= Math.Max(lane.FreeAt, model.Release[run]) && t + fit <= model.T && lane.MayStart[t] && lane.RunsUntil[t] >= t + fit
            && (fixedStart ?? t) == t && (model.PinnedStart[run] < 0 || model.PinnedStart[run] == t) && lane.HandsBack[t] >= hands;
        return new(laneNumber, duration, model.Choice[run * model.M + machine],
            fixedStart is { } stays ? [stays, stays] : Stretches(model.T, t => May(t, lane.AutoEject ? -1 : 0)),
            fixedStart is { } here ? [here, here] : Stretches(model.T, t => May(t, longest)),
            lane.AutoEject,
            [.. Enumerable.Range(0, (model.T + WindowChoice.HourSlots - 1) / WindowChoice.HourSlots).Select(hour => Power(lane, hour * WindowChoice.HourSlots + 1, duration, model.T))]);
    }

    static int Power(LaneModel lane, int start, int duration, int slots) => lane.Power[Math.Min(slots, start + duration)] - lane.Power[Math.Min(slots, start)];

    static List<int> Stretches(int slots, Func<int, bool> may)
    {
        var stretches = new List<int>();
        for (var t = 0; t < slots; t++)
            if (may(t))
            {
                stretches.Add(t);
                while (t + 1 < slots && may(t + 1))
                    t++;
                stretches.Add(t);
            }
        return stretches;
    }

    static IReadOnlyList<IReadOnlyList<WindowStep>> FreeW(
        PlanModel model, Plan plan, Dictionary<string, int> runOf, Dictionary<string, int> machineOf, Dictionary<int, int> laneOf)
    {
        // Runs in progress draw too, whatever lane they are on; what is planned on the window's own lanes is the solver's.
        var others = plan.Runs.Where(place => runOf.TryGetValue(place.RunId, out var r) && (!model.Placeable[r] || !laneOf.ContainsKey(machineOf[place.MachineId])))
            .Select(place => (runOf[place.RunId], machineOf[place.MachineId], place));
        var loads = new PlanLoads(model, others, -1);
        return [.. model.CircuitCapW.Select((capW, circuit) =>
            {
                var steps = new List<WindowStep>();
                for (var t = 0; t < model.T; t++)
                    if (Math.Max(0, capW - loads.LoadW(circuit, t)) is var free && (steps.Count == 0 || steps[^1].Value != free))
                        steps.Add(new(t, free));
                return (IReadOnlyList<WindowStep>)steps;
            })];
    }
}
