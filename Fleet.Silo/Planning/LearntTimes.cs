using System.Collections.Concurrent;
using Fleet.Core.Scheduling.Durations;

namespace Fleet.Silo.Planning;

/// <summary>What each machine's finished runs teach about the next ones; learnt anew when it has finished more.</summary>
public sealed class LearntTimes(IDatabase database)
{
    const int MostRuns = 100;

    readonly ConcurrentDictionary<string, (string LastRun, MachineTimes Times)> _known = new();

    public async Task<IReadOnlyDictionary<string, MachineTimes>> Of(string planId)
    {
        var newest = await database.List<(string MachineId, string RunId)>(
            $"""
            select run.machine_id, max(run.id) from run join machine on machine.id = run.machine_id
            where machine.workshop_id in {Plans.Workshops} and run.state = 'finished' and run.started_at_ms is not null group by run.machine_id
            """, new { planId });
        foreach (var (machineId, runId) in newest)
            if (!_known.TryGetValue(machineId, out var known) || known.LastRun != runId)
                _known[machineId] = (runId, MachineTimes.Learn(await Finished(machineId)));
        return newest.ToDictionary(row => row.MachineId, row => _known[row.MachineId].Times);
    }

    /// <summary>Runs that nobody paused: a night at a full bed says nothing about the machine.</summary>
    async Task<IReadOnlyList<FinishedRun>> Finished(string machineId)
    {
        var rows = await database.List<(string Analysis, long StartedAtMs, long EndedAtMs)>(
            """
            select program.analysis, run.started_at_ms, run.ended_at_ms
            from run join job on job.id = run.job_id join program on program.id = job.program_id
            where run.machine_id = @machineId and run.state = 'finished' and run.started_at_ms is not null and run.ended_at_ms is not null
                and not exists (select 1 from run_event where run_event.run_id = run.id and run_event.kind in ('paused', 'needsPerson'))
            order by run.id desc limit @MostRuns
            """, new { machineId, MostRuns });
        return [.. rows.Select(row => (Facts: Programs.ProgramFacts.Read(row.Analysis), Seconds: (row.EndedAtMs - row.StartedAtMs) / 1000.0))
            .Where(row => row.Facts.DurationSeconds > 0)
            .Select(row => new FinishedRun(row.Facts.Slicer.Name, row.Facts.DurationSeconds, row.Seconds))];
    }
}
