namespace Fleet.Core.Scheduling.Planning;

/// <summary>From the engine's numbers to the plan that people and pages see.</summary>
static class PlanWriter
{
    public static Plan Write(PlanModel model, List<(int run, int machine, int start)> placed)
    {
        var runs = new List<PlannedRun>(model.R);
        foreach (var onMachine in placed.GroupBy(place => place.machine).OrderBy(group => group.Key))
        {
            var before = -1;
            foreach (var (run, machine, start) in onMachine.OrderBy(place => place.start))
            {
                runs.Add(Place(model, run, machine, start, before));
                before = run;
            }
        }
        foreach (var lane in model.Lanes.Where(lane => lane.Running >= 0))
        {
            var run = model.Problem.Runs[lane.Running];
            var machine = model.Problem.Machines[lane.Index];
            var time = new Eligibility(model.Problem).DurationOn(run, machine);
            runs.Insert(runs.FindIndex(place => place.MachineId == machine.Id) is >= 0 and var at ? at : runs.Count,
                new(run.Id, machine.Id, run.Running!.StartSlot, lane.FreeAt, Math.Max(lane.FreeAt, run.Running.StartSlot + time.P80Slots), 0));
        }
        var placedRuns = placed.Select(place => place.run).ToHashSet();
        var impossible = new List<Impossible>(model.Impossible);
        for (var run = 0; run < model.R; run++)
            if (model.Placeable[run] && !placedRuns.Contains(run))
                impossible.Add(WhyUnplaced(model, run));
        return new() { Runs = runs, Cost = PlanPricer.Price(model, runs), Impossible = impossible };
    }

    public static PlannedRun Place(PlanModel model, int run, int machine, int start, int before)
    {
        var pair = run * model.M + machine;
        var time = new Eligibility(model.Problem).DurationOn(model.Problem.Runs[run], model.Problem.Machines[machine]);
        return new(model.Problem.Runs[run].Id, model.Problem.Machines[machine].Id, start, start + model.Duration[pair], start + time.P80Slots,
            model.SetupSlots(model.Lanes[machine], before, run));
    }

    static Impossible WhyUnplaced(PlanModel model, int run)
    {
        var asked = model.Problem.Runs[run];
        var clock = new SlotClock(model.Problem);
        var open = model.Eligible[run].Where(m => model.Lanes[m].Feedable(model.CircuitCapW)).ToList();
        if (open.Count == 0)
            return new(asked.Id, "circuit", $"{asked.Spoken} fits only machines that draw more than their circuit allows. Connect one elsewhere, or correct the values.");
        var longest = 0;
        foreach (var m in open)
            for (var t = Math.Max(0, model.Release[run]); t < model.T; t++)
                if (model.Lanes[m].MayStart[t] && (model.Lanes[m].AutoEject || model.Lanes[m].HandsBack[t] >= 0))
                    longest = Math.Max(longest, model.Lanes[m].RunsUntil[t] - t);
        var needed = open.Min(m => model.Fit[run * model.M + m]);
        return longest == 0
            ? new(asked.Id, "calendar", $"{asked.Spoken} has no machine that may be started by somebody within the next {clock.Length(model.T)}. Give one opening hours, or people.")
            : longest < needed
                ? new(asked.Id, "hours", $"{asked.Spoken} needs {clock.Length(needed)} in one piece; the longest time that its machines are open is {clock.Length(longest)}. Open one for longer, or divide the part.")
                : Rival(model, run) is { } rival
                    ? new(asked.Id, "pin", $"{rival.Spoken} and {asked.Spoken} are both fixed on {asked.Pin!.MachineId} at the same time. Move or release one of them.")
                : model.PinnedStart[run] >= 0
                    ? new(asked.Id, "pin", $"{asked.Spoken} cannot start at {clock.At(model.PinnedStart[run])} as was fixed: the machine, its people or its circuit are taken then. Release it or fix another time.")
                    : new(asked.Id, "horizon", $"{asked.Spoken} has no place within the next {clock.Length(model.T)}. Add a machine, open longer, or remove other runs.");
    }

    /// <summary>Another run that a person fixed where this one is fixed.</summary>
    static PlanRun? Rival(PlanModel model, int run)
    {
        if (model.PinnedStart[run] < 0 || model.Problem.Runs[run].Pin?.MachineId is not { } machineId)
            return null;
        for (var other = 0; other < model.R; other++)
            if (other != run && model.PinnedStart[other] >= 0 && model.Problem.Runs[other].Pin?.MachineId == machineId && model.Placeable[other])
            {
                var m = model.Eligible[other][0];
                if (model.PinnedStart[other] < model.PinnedStart[run] + model.Duration[run * model.M + m]
                    && model.PinnedStart[run] < model.PinnedStart[other] + model.Duration[other * model.M + m])
                    return model.Problem.Runs[other];
            }
        return null;
    }
}
