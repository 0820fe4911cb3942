namespace Fleet.Core.Scheduling;

/// <summary>
/// The always-on dispatcher: the most urgent job first, each on the fitting free machine that few other jobs could use.
/// Pure and deterministic; the same queue and machines give the same answer.
/// </summary>
public static class Dispatch
{
    /// <param name="nowMs">Unix milliseconds.</param>
    public static DispatchResult Decide(IReadOnlyList<QueuedJob> jobs, IReadOnlyList<MachineOffer> machines, long nowMs)
    {
        var free = machines.Where(machine => machine.State == MachineState.Ready).ToDictionary(machine => machine.MachineId);
        var placements = new List<Placement>();
        var waiting = new Dictionary<string, string>();
        foreach (var job in jobs.OrderByDescending(job => job.Priority).ThenBy(job => job.DueAtMs ?? long.MaxValue)
                     .ThenBy(job => job.CreatedAtMs).ThenBy(job => job.JobId, StringComparer.Ordinal))
        {
            if (job.NotBeforeMs > nowMs)
            {
                waiting[job.JobId] = "It waits for the time that was asked for.";
                continue;
            }
            var judged = machines.Where(machine => Wanted(job, machine))
                .Select(machine => (machine, conditions: JobFit.Judge(job, machine)))
                .ToList();
            var fitting = judged.Where(candidate => free.ContainsKey(candidate.machine.MachineId) && candidate.conditions.All(c => c.Met))
                .Select(candidate => candidate.machine)
                .OrderBy(machine => machine.Profile.Envelope.SizeXMm * machine.Profile.Envelope.SizeYMm * machine.Profile.Envelope.SizeZMm)
                .ThenBy(machine => machine.Name, StringComparer.Ordinal)
                .Take(job.CopiesToStart)
                .ToList();
            foreach (var machine in fitting)
            {
                free.Remove(machine.MachineId);
                placements.Add(new(job.JobId, machine.MachineId));
            }
            if (fitting.Count == 0)
                waiting[job.JobId] = WhyNot(job, judged, free);
        }
        return new(placements, waiting);
    }

    static bool Wanted(QueuedJob job, MachineOffer machine) =>
        (job.MachineId is null || job.MachineId == machine.MachineId) && (job.Group is null || job.Group == machine.Group);

    /// <summary>The machine that is nearest to running it speaks for all: the fewest unmet conditions, curable ones before lasting ones.</summary>
    static string WhyNot(
        QueuedJob job, List<(MachineOffer machine, IReadOnlyList<Condition> conditions)> judged, Dictionary<string, MachineOffer> free)
    {
        if (judged.Count == 0)
            return job.MachineId is not null ? "The chosen machine is not there any more. Choose another one."
                : job.Group is not null ? $"No machine belongs to the group {job.Group}. Choose another group."
                : "The workshop has no machine yet. Attach one.";
        var possible = judged.Where(candidate => !candidate.conditions.Any(c => c is { Met: false, Lasting: true })).ToList();
        if (possible.Count == 0)
        {
            var (_, conditions) = judged.MinBy(candidate => candidate.conditions.Count(c => !c.Met));
            var worst = conditions.First(c => c is { Met: false, Lasting: true });
            var others = judged.Count > 1 ? $" The other {judged.Count - 1} do not fit either." : "";
            return $"No machine can make it. {worst.Sentence}{others} {worst.Remedy}";
        }
        var (nearest, unmet) = possible.MinBy(candidate => candidate.conditions.Count(c => !c.Met));
        if (unmet.FirstOrDefault(c => !c.Met) is { } reason)
            return reason.Spoken;
        return free.ContainsKey(nearest.MachineId)
            ? $"{nearest.Name} is about to take it."
            : $"{nearest.Name} takes another job first. Wait until it is finished.";
    }
}
