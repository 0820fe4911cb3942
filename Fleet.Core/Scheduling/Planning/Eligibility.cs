namespace Fleet.Core.Scheduling.Planning;

/// <summary>Whether a run can be made on a machine at all, as conditions with the words of <see cref="MachineFit"/>.</summary>
sealed class Eligibility(PlanningProblem problem)
{
    const double SlackMm = 0.5;

    /// <summary>The quick answer; <see cref="Judge"/> gives the reasons.</summary>
    public bool Fits(PlanRun run, PlanMachine machine)
    {
        if (run.Refused.Count > 0 && run.Refused.TryGetValue(machine.Id, out var refusal) && !refusal.Met)
            return false;
        if (run.Pin?.MachineId is { } pinned && pinned != machine.Id)
            return false;
        for (var i = 0; i < run.Needs.Count; i++)
            if (!machine.Tags.Contains(run.Needs[i]))
                return false;
        return FitsSize(run, machine) && Fixed(run, machine) is null && Inducted(run, machine);
    }

    /// <summary>Everything that speaks against the machine; empty when it fits.</summary>
    public IReadOnlyList<Condition> Judge(PlanRun run, PlanMachine machine)
    {
        var conditions = new List<Condition>();
        if (run.Refused.TryGetValue(machine.Id, out var refusal) && !refusal.Met)
            conditions.Add(refusal);
        if (run.Pin?.MachineId is { } pinned && pinned != machine.Id)
            conditions.Add(new("pin", false, $"{run.Spoken} is fixed on {Spoken(pinned)}.", "Release it to let the plan choose."));
        conditions.AddRange(run.Needs.Where(need => !machine.Tags.Contains(need))
            .Select(need => new Condition("tag", false, $"{run.Spoken} needs {need}, {machine.Spoken} does not have it.", "Choose another machine.", Lasting: true)));
        if (!FitsSize(run, machine))
            conditions.Add(new("volume", false,
                $"{run.Spoken} measures {Size(run.SizeMm)} mm, {machine.Spoken} reaches {Size(machine.SizeMm)} mm.", "Choose a larger machine or slice it in parts.", Lasting: true));
        if (Fixed(run, machine) is { } rule)
            conditions.Add(new("setup", false,
                $"{run.Spoken} needs {rule.Kind} {run.Attributes[rule.Kind]}, {machine.Spoken} has {machine.Attributes[rule.Kind]} and cannot change it.", "Choose another machine.", Lasting: true));
        if (!Inducted(run, machine))
            conditions.Add(new("induction", false,
                $"{run.Member} has no induction for {machine.Induction}, which {machine.Spoken} needs.", $"Give {run.Member} the induction, or let somebody make it who has it.", Lasting: true));
        if (machine is { MayStart.Count: 0 } or { MayRun.Count: 0 })
            conditions.Add(new("calendar", false, $"{machine.Spoken} is never open.", "Give it opening hours."));
        return conditions;
    }

    public RunDuration DurationOn(PlanRun run, PlanMachine machine)
    {
        var known = run.DurationOn.Count > 0 && run.DurationOn.TryGetValue(machine.Id, out var here);
        var time = known ? run.DurationOn[machine.Id] : run.Duration;
        var speed = known ? 1000 : Math.Clamp(machine.SpeedPermille, 10, 100_000);
        var median = Scaled(time.MedianSlots, speed);
        var p80 = Math.Max(median, Scaled(time.P80Slots, speed));
        return new(median, p80, Math.Max(p80, Scaled(time.P95Slots, speed)));
    }

    /// <summary>Why no machine can make a run: the one that is nearest to it speaks for all.</summary>
    public Impossible WhyNone(PlanRun run)
    {
        if (problem.Machines.Count == 0)
            return new(run.Id, "noMachine", $"{run.Spoken} has no machine to go to. Attach one.");
        if (run.Pin?.MachineId is { } pinned && problem.Machines.All(machine => machine.Id != pinned))
            return new(run.Id, "pin", $"{run.Spoken} is fixed on {pinned}, which is not there any more. Release it.");
        var judged = problem.Machines.Where(machine => run.Pin?.MachineId is not { } wanted || wanted == machine.Id)
            .Select(machine => Judge(run, machine)).MinBy(conditions => conditions.Count)!;
        var others = problem.Machines.Count > 1 && run.Pin?.MachineId is null ? $" The other {problem.Machines.Count - 1} do not fit either." : "";
        return new(run.Id, run.Pin?.MachineId is null ? "noMachine" : "pin", $"No machine can make {run.Spoken}. {judged[0].Sentence}{others} {judged[0].Remedy}");
    }

    /// <summary>The workshop's own runs, which no member asked for, are made by whoever may.</summary>
    bool Inducted(PlanRun run, PlanMachine machine) => machine.Induction is not { } needed || run.Member is not { } member
        || (problem.Inductions.TryGetValue(member, out var held) && held.Contains(needed));

    static int Scaled(int slots, int speedPermille) => (int)Math.Clamp(((long)slots * 1000 + speedPermille - 1) / speedPermille, 1, 1_000_000);

    static bool FitsSize(PlanRun run, PlanMachine machine)
    {
        for (var axis = 0; axis < Math.Min(run.SizeMm.Count, machine.SizeMm.Count); axis++)
            if (run.SizeMm[axis] > machine.SizeMm[axis] + SlackMm)
                return false;
        return true;
    }

    /// <summary>The first rule that forbids a change which this run would need.</summary>
    static SetupRule? Fixed(PlanRun run, PlanMachine machine)
    {
        for (var i = 0; i < machine.Setups.Count; i++)
            if (machine.Setups[i] is { Possible: false } rule && run.Attributes.TryGetValue(rule.Kind, out var want)
                && machine.Attributes.TryGetValue(rule.Kind, out var have) && want != have)
                return rule;
        return null;
    }

    string Spoken(string machineId) => problem.Machines.FirstOrDefault(machine => machine.Id == machineId)?.Spoken ?? machineId;

    static string Size(IReadOnlyList<double> sizeMm) => string.Join(" x ", sizeMm.Select(mm => mm.ToString("0.#", CultureInfo.InvariantCulture)));
}
