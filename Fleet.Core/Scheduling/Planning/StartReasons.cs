namespace Fleet.Core.Scheduling.Planning;

/// <summary>Why a run cannot begin in a certain slot, in sentences.</summary>
sealed class StartReasons(PlanModel model, SlotClock clock)
{
    PlanningProblem Problem => model.Problem;

    /// <summary>What is not as it must be for a start now; each with its remedy and the minutes that it takes.</summary>
    /// <param name="ahead">The runs that the plan has there before it.</param>
    public IEnumerable<Condition> Now(int run, LaneModel lane, PlanLoads loads, IReadOnlyList<string> ahead)
    {
        var (asked, machine) = (Problem.Runs[run], Problem.Machines[lane.Index]);
        if (model.Release[run] > 0)
            yield return new("release", false, $"{asked.Spoken} may not begin before {clock.At(model.Release[run])}.", "Change the time if it may be earlier.", Minutes: Minutes(model.Release[run]));
        if (lane.Running >= 0)
            yield return new("busy", false, $"{machine.Spoken} runs {Problem.Runs[lane.Running].Spoken}.", $"Wait until {clock.At(lane.FreeAt)}.", Minutes: Minutes(lane.FreeAt));
        foreach (var condition in Setups(asked, machine, lane))
            yield return condition;
        if (lane is { BedFull: true, Running: < 0, AutoEject: false })
            yield return new("bedFull", false, $"A part lies on {machine.Spoken}.", "Take it off.", Minutes: Math.Max(1, machine.ClearSlots * Problem.SlotMinutes));
        foreach (var condition in Calendar(run, machine, lane))
            yield return condition;
        var setup = model.SetupSlots(lane, -1, run);
        if (!(lane.AutoEject && setup == 0) && lane.HandsBack[0] >= 0 && !loads.HandsFree(lane, 0, 0))
            yield return new("hands", false, $"Everybody in {Workshop(lane)} is busy at other machines.", "Wait, or ask somebody to help.");
        if (!lane.Feedable(model.CircuitCapW))
            yield return new("circuit", false, $"{machine.Spoken} draws {lane.StartW} W, more than its circuit allows.", "Connect it elsewhere, or correct the values.", Lasting: true);
        else if (loads.Overload(lane, lane.FreeAt, lane.FreeAt + model.Duration[run * model.M + lane.Index]) is var (circuit, slot))
            yield return new("circuit", false,
                $"{Problem.Circuits[circuit].Id} carries {loads.LoadW(circuit, slot)} W at {clock.At(slot)} and allows {model.CircuitCapW[circuit]} W; {machine.Spoken} needs {(slot == 0 ? lane.StartW : lane.PowerW)} W.",
                "Wait, or move another run.");
        if (ahead.Count > 0)
            yield return new("order", false, ahead.Count == 1 ? $"{ahead[0]} comes first on {machine.Spoken}." : $"{ahead[0]} and {ahead.Count - 1} more come first on {machine.Spoken}.", "Say \"now!\" to see what that would move.");
    }

    IEnumerable<Condition> Setups(PlanRun run, PlanMachine machine, LaneModel lane)
    {
        var loaded = lane.Running >= 0 ? Problem.Runs[lane.Running].Attributes : null;
        foreach (var rule in machine.Setups.Where(rule => rule.Possible))
        {
            if (!run.Attributes.TryGetValue(rule.Kind, out var want))
                continue;
            var have = loaded?.GetValueOrDefault(rule.Kind) ?? machine.Attributes.GetValueOrDefault(rule.Kind);
            if (have is null || have == want)
                continue;
            var minutes = rule.Minutes ?? rule.Slots * Problem.SlotMinutes;
            var lots = Problem.Lots.Where(lot => lot.Kind == rule.Kind).ToList();
            var lot = lots.FirstOrDefault(lot => lot.Value == want && (lot.Workshop is null || lot.Workshop == machine.Workshop));
            yield return new(rule.Kind, false, $"{machine.Spoken} has {rule.Kind} {have}; {run.Spoken} wants {want}.",
                lot is not null ? $"Load {lot.Id} on {machine.Spoken}: {minutes} min."
                    : lots.Count > 0 ? $"No {rule.Kind} {want} is in store: get some, then change it on {machine.Spoken} ({minutes} min)."
                    : $"Change it to {want} on {machine.Spoken}: {minutes} min.", Minutes: minutes);
        }
    }

    IEnumerable<Condition> Calendar(int run, PlanMachine machine, LaneModel lane)
    {
        var fit = model.Fit[run * model.M + lane.Index];
        if (lane.RunsUntil[0] == 0)
            yield return machine.Closed.Any(span => span.Contains(0))
                ? new("booked", false, $"{machine.Spoken} is booked or out of service until {clock.At(First(lane.RunsUntil, (until, t) => until > t))}.", "Wait, or ask for the booking to be moved.", Minutes: Minutes(First(lane.RunsUntil, (until, t) => until > t)))
                : new("closed", false, $"{machine.Spoken} may not run before {clock.At(First(lane.RunsUntil, (until, t) => until > t))}.", "Wait, or change its hours.", Minutes: Minutes(First(lane.RunsUntil, (until, t) => until > t)));
        else if (lane.RunsUntil[0] < fit && lane.RunsUntil[0] < model.T)
            yield return new("tooLong", false, $"It may take {clock.Length(fit)}, {machine.Spoken} may run until {clock.At(lane.RunsUntil[0])}.", "Wait for longer hours.");
        if (!lane.MayStart[0])
            yield return new("mayStart", false, $"{machine.Spoken} may not be started before {clock.At(First(lane.MayStart, (open, _) => open))}.", "Wait, or change its hours.", Minutes: Minutes(First(lane.MayStart, (open, _) => open)));
        if (lane.HandsBack[0] < 0 && lane.RunsUntil[0] > 0 && !(lane.AutoEject && model.SetupSlots(lane, -1, run) == 0))
            yield return new("presence", false, $"Nobody is in {Workshop(lane)} before {clock.At(First(lane.HandsBack, (back, _) => back >= 0))}.", "Wait until somebody is there.", Minutes: Minutes(First(lane.HandsBack, (back, _) => back >= 0)));
    }

    /// <summary>The first thing that keeps a planned run from beginning one slot before.</summary>
    public Condition Earlier(int run, LaneModel lane, PlannedRun place, PlannedRun? previous, int before, PlanLoads loads)
    {
        var (asked, machine) = (Problem.Runs[run], Problem.Machines[lane.Index]);
        var start = place.StartSlot - 1;
        var setup = model.SetupSlots(lane, before, run);
        if (model.PinnedStart[run] >= 0)
            return new("pin", true, $"It was fixed at {clock.At(place.StartSlot)}.", "Release it to let the plan choose.");
        if (previous is not null && previous.EndSlot + setup > start)
            return new("previous", true, $"{machine.Spoken} has {Problem.Runs[before].Spoken} until {clock.At(previous.EndSlot)}{(setup > 0 ? $", then {clock.Length(setup)} of set-up" : "")}.");
        if (lane.FreeAt + setup > start)
            return lane.Running >= 0
                ? new("busy", true, $"{machine.Spoken} runs {Problem.Runs[lane.Running].Spoken} until {clock.At(lane.FreeAt)}.")
                : new("now", true, setup > 0 ? $"It starts at once; the set-up takes {clock.Length(setup)}." : "It starts at once.");
        if (model.Release[run] > start)
            return new("release", true, $"It may not begin before {clock.At(model.Release[run])}.", "Change the time if it may be earlier.");
        if (!lane.MayStart[start])
            return new("mayStart", true, $"{machine.Spoken} may not be started earlier.", "Change its hours.");
        if (lane.RunsUntil[start] < start + model.Fit[run * model.M + lane.Index])
            return new("closed", true, $"{machine.Spoken} must rest from {clock.At(lane.RunsUntil[start])}: starting earlier, it might not be ready by then.", "Change its hours or the booking.");
        if (!(lane.AutoEject && setup == 0) && lane.HandsBack[start] < setup)
            return new("presence", true, $"Nobody is in {Workshop(lane)} before {clock.At(place.StartSlot - setup)}.", "Ask somebody to come earlier.");
        if (!(lane.AutoEject && setup == 0) && !loads.HandsFree(lane, start - setup, start))
            return new("hands", true, $"Everybody in {Workshop(lane)} is busy at other machines before.", "Ask somebody to help.");
        if (loads.Overload(lane, start, start + place.EndSlot - place.StartSlot) is var (circuit, slot))
            return new("circuit", true, $"{Problem.Circuits[circuit].Id} carries {loads.LoadW(circuit, slot)} W at {clock.At(slot)} and allows {model.CircuitCapW[circuit]} W.", "Move another run.");
        return asked.Promised is { } promised && promised.StartSlot >= place.StartSlot
            ? new("promise", true, $"It was promised for {clock.At(promised.StartSlot)}; moving it has a price.")
            : new("price", true, "Electricity is cheaper or cleaner then, and nobody waits for it before.");
    }

    int Minutes(int slots) => slots * Problem.SlotMinutes;

    string Workshop(LaneModel lane) => lane.Workshop >= 0 ? Problem.Workshops[lane.Workshop].Spoken : "the workshop";

    /// <summary>The first slot that is as asked; the end of the horizon when there is none.</summary>
    static int First<T>(T[] slots, Func<T, int, bool> wanted)
    {
        var t = 0;
        while (t < slots.Length && !wanted(slots[t], t))
            t++;
        return t;
    }
}
