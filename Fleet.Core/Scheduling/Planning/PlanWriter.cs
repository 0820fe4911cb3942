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
                impossible.Add(new(model.Problem.Runs[run].Id, WhyUnplaced(model, run)));
        return new() { Runs = runs, Cost = PlanPricer.Price(model, runs), Impossible = impossible };
    }

    public static PlannedRun Place(PlanModel model, int run, int machine, int start, int before)
    {
        var pair = run * model.M + machine;
        var time = new Eligibility(model.Problem).DurationOn(model.Problem.Runs[run], model.Problem.Machines[machine]);
        return new(model.Problem.Runs[run].Id, model.Problem.Machines[machine].Id, start, start + model.Duration[pair], start + time.P80Slots,
            model.SetupSlots(model.Lanes[machine], before, run));
    }

    static string WhyUnplaced(PlanModel model, int run)
    {
        var id = model.Problem.Runs[run].Id;
        var longest = 0;
        foreach (var m in model.Eligible[run])
            for (var t = Math.Max(0, model.Release[run]); t < model.T; t++)
                if (model.Lanes[m].MayStart[t])
                    longest = Math.Max(longest, model.Lanes[m].RunsUntil[t] - t);
        var needed = model.Eligible[run].Min(m => model.Fit[run * model.M + m]);
        return longest < needed
            ? $"{id} needs {needed} slots in one piece; the longest time that its machines are open is {longest}. Open one for longer, or divide the part."
            : model.PinnedStart[run] >= 0
                ? $"{id} cannot start at the time that was fixed: the machine, its people or its circuit are taken then. Release it or fix another time."
                : $"{id} has no place within the next {model.T} slots. Add a machine, open longer, or remove other runs.";
    }
}
