using Fleet.Core.Energy;

namespace Fleet.Silo.Ledger;

/// <summary>What machines did, as the ledger knows it: from the events of their runs.</summary>
public sealed class MachineStories(IDatabase database)
{
    /// <summary>Each machine's story between two instants, without gaps: between runs it stands by.</summary>
    public async Task<IReadOnlyList<Segment>> Between(IReadOnlyCollection<string> machines, long fromMs, long toMs)
    {
        if (machines.Count == 0)
            return [];
        var ids = machines.ToArray();
        var events = await database.List<EventOfRun>(
            $"""
            select run.machine_id, run_event.run_id, run_event.at_ms, run_event.kind, run_event.phase
            from run join run_event on run_event.run_id = run.id
            where {database.OneOf("run.machine_id", "@ids")} and run.started_at_ms < @toMs and (run.ended_at_ms is null or run.ended_at_ms > @fromMs)
            order by run.machine_id, run.started_at_ms, run.id, run_event.sequence
            """, new { ids, fromMs, toMs });
        var story = new List<Segment>();
        foreach (var machineId in machines.Distinct())
        {
            var told = new List<Segment>();
            foreach (var run in events.Where(fact => fact.MachineId == machineId).GroupBy(fact => fact.RunId))
                Tell(told, machineId, [.. run], toMs);
            Fill(story, told, machineId, fromMs, toMs);
        }
        return story;
    }

    static void Tell(List<Segment> told, string machineId, EventOfRun[] events, long toMs)
    {
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].Kind is "finished" or "cancelled" or "failed" or "interrupted")
                return;
            var endMs = i + 1 < events.Length ? events[i + 1].AtMs : toMs;
            Stories.Add(told, new(machineId, events[i].RunId, Word.Known<RunPhase>(events[i].Phase), events[i].AtMs, endMs));
        }
    }

    static void Fill(List<Segment> story, List<Segment> told, string machineId, long fromMs, long toMs)
    {
        var atMs = fromMs;
        foreach (var segment in told.Where(segment => segment.ToMs > fromMs && segment.FromMs < toMs).OrderBy(segment => segment.FromMs))
        {
            Stories.Add(story, new(machineId, null, RunPhase.Standby, atMs, segment.FromMs));
            Stories.Add(story, segment with { FromMs = Math.Max(segment.FromMs, atMs), ToMs = Math.Min(segment.ToMs, toMs) });
            atMs = Math.Max(atMs, segment.ToMs);
        }
        Stories.Add(story, new(machineId, null, RunPhase.Standby, atMs, toMs));
    }

    sealed record EventOfRun
    {
        public string MachineId { get; init; } = "";
        public string RunId { get; init; } = "";
        public long AtMs { get; init; }
        public string Kind { get; init; } = "";
        public string Phase { get; init; } = "";
    }
}
