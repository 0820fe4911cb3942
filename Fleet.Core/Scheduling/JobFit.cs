namespace Fleet.Core.Scheduling;

/// <summary>Judges whether a machine can and may make a job's next copy now: what the program needs, and what was wished of the copies.</summary>
public static class JobFit
{
    public static IReadOnlyList<Condition> Judge(QueuedJob job, MachineOffer machine)
    {
        ArgumentNullException.ThrowIfNull(job);
        var fit = Judge(job.Needs, job.Wish, machine, job.MachineId is not null);
        return job.Destination?.WhyNot(machine) is { } elsewhere ? [elsewhere, .. fit] : fit;
    }

    /// <param name="chosenByHand">A person named this machine.</param>
    public static IReadOnlyList<Condition> Judge(ProgramNeeds needs, CopyWish wish, MachineOffer machine, bool chosenByHand)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(wish);
        return [.. MachineFit.Judge(needs, machine, chosenByHand), .. wish.Judge(machine, needs.Material)];
    }
}
