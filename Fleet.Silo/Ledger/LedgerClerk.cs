using System.Collections.Concurrent;
using Fleet.Silo.Grains;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Ledger;

/// <summary>
/// Takes a batch of an agent's journal to the grains that own its facts and answers when all of it is in the ledger. Facts of one
/// run, lot or meter stay in order; different ones go side by side. A batch may come again after a crash at any point: every
/// grain knows what it has applied.
/// </summary>
public sealed partial class LedgerClerk(IGrainFactory grains, IDatabase database, Bindings bindings, ScrapBooks scrap, ILogger<LedgerClerk> logger)
{
    readonly ConcurrentDictionary<string, RunPlace?> _places = new();

    public async Task Apply(string agentId, JournalBatch batch)
    {
        var epoch = batch.Epoch;
        var runs = new Dictionary<string, List<RunFact>>();
        var lots = new Dictionary<string, List<MaterialFact>>();
        var meters = new Dictionary<string, List<ReadingFact>>();
        var strays = new List<JournalEntry>();
        foreach (var entry in batch.Entries)
        {
            switch (entry.FactCase)
            {
                case JournalEntry.FactOneofCase.RunEvent when await PlaceOf(entry.RunEvent.RunId) is { } place:
                    Add(runs, place.JobId, Translate(entry, entry.RunEvent));
                    break;
                case JournalEntry.FactOneofCase.MaterialUse when await PlaceOf(entry.MaterialUse.RunId) is { } place:
                    Add(lots, await LotOn(place.MachineId, (int)entry.MaterialUse.Tool, entry.AtUnixMs), Translate(entry, entry.MaterialUse, place));
                    break;
                case JournalEntry.FactOneofCase.MeterReading:
                    Add(meters, entry.MeterReading.MeterId, Translate(entry, entry.MeterReading));
                    break;
                default:
                    strays.Add(entry);
                    break;
            }
        }
        // Runs first: meters that stand for themselves ask the ledger what their machines did.
        await Task.WhenAll(runs.Select(job => ApplyRun(agentId, epoch, job.Key, [.. job.Value])));
        await Task.WhenAll([
            .. lots.Select(lot => grains.GetGrain<ILotGrain>(lot.Key).Use(agentId, epoch, [.. lot.Value])),
            .. meters.Select(meter => grains.GetGrain<IMeterGrain>(meter.Key).Read(agentId, epoch, [.. meter.Value])),
            KeepStrays(agentId, epoch, strays)]);
        foreach (var runId in runs.Values.SelectMany(facts => facts).Where(fact => RunStory.Ends(fact.Kind)).Select(fact => fact.RunId).Distinct())
            await scrap.Sort(runId);
        await CorrectLate(runs.Values.SelectMany(facts => facts));
    }

    async Task ApplyRun(string agentId, string epoch, string jobId, RunFact[] facts)
    {
        var applied = await grains.GetGrain<IJobGrain>(jobId).Apply(agentId, epoch, facts);
        foreach (var span in applied.Spans)
            foreach (var unmetered in await Unmetered(span))
                await grains.GetGrain<IMeterGrain>($"model:{unmetered.MachineId}").Model(agentId, epoch, [unmetered]);
        foreach (var end in applied.Ended)
            await grains.GetGrain<IMachineGrain>(end.MachineId).RunEnded(end.RunId, end.BedFull);
    }

    async Task<RunPlace?> PlaceOf(string runId)
    {
        if (_places.TryGetValue(runId, out var known))
            return known;
        var place = await database.Find<RunPlace>(
            """
            select run.job_id, run.machine_id, machine.profile_id, program.analysis
            from run join job on job.id = run.job_id join machine on machine.id = run.machine_id join program on program.id = job.program_id
            where run.id = @runId
            """, new { runId });
        if (place is not null)
            _places[runId] = place;
        return place;
    }

    /// <summary>The lot that was on a tool then: a fact may arrive a day late.</summary>
    async Task<string> LotOn(string machineId, int tool, long atMs) =>
        await database.Find<string>(
            """
            select lot_id from lot_load where machine_id = @machineId and tool = @tool and from_ms <= @atMs and (to_ms is null or to_ms > @atMs)
            order by from_ms desc limit 1
            """, new { machineId, tool, atMs })
        ?? $"none:{machineId}";

    /// <summary>What of a phase nobody metered: the machine's own, and that of peripherals that served it meanwhile.</summary>
    async Task<IReadOnlyList<PhaseSpan>> Unmetered(PhaseSpan span)
    {
        var ids = new List<string> { span.MachineId };
        ids.AddRange((await database.List<(string Id, string RunsWhile)>(
            """
            select peripheral.id, peripheral.runs_while from peripheral join peripheral_service on peripheral_service.peripheral_id = peripheral.id
            where peripheral_service.machine_id = @MachineId and from_ms <= @FromMs and (to_ms is null or to_ms > @FromMs)
            """, span)).Where(peripheral => peripheral.RunsWhile.Split(' ').Contains(Word.Of(span.Phase))).Select(peripheral => peripheral.Id));
        var unmetered = new List<PhaseSpan>();
        foreach (var id in ids)
            if (!await bindings.IsMetered(id, span.FromMs, span.ToMs))
                unmetered.Add(span with { MachineId = id });
        return unmetered;
    }

    /// <summary>Facts of runs that are older than what a meter standing for itself has settled: it divides that time anew.</summary>
    async Task CorrectLate(IEnumerable<RunFact> facts)
    {
        foreach (var run in facts.GroupBy(fact => fact.RunId))
        {
            var sinceMs = run.Min(fact => fact.AtMs);
            foreach (var meterId in await database.List<string>(
                """
                select distinct meter.id from meter join meter_binding on meter_binding.meter_id = meter.id
                where meter.agent_id is not null and meter.last_at_ms > @sinceMs and (meter_binding.to_ms is null or meter_binding.to_ms > @sinceMs)
                    and (meter_binding.machine_id = (select machine_id from run where id = @runId)
                        or meter_binding.machine_id in (select peripheral_id from peripheral_service where machine_id = (select machine_id from run where id = @runId)))
                """, new { sinceMs, runId = run.Key }))
                await grains.GetGrain<IMeterGrain>(meterId).Anew(sinceMs, long.MaxValue / 2);
        }
    }

    /// <summary>Facts about a run that this server never knew (a backup was put back) or of a newer agent: kept, never dropped.</summary>
    async Task KeepStrays(string agentId, string epoch, List<JournalEntry> strays)
    {
        if (strays.Count == 0)
            return;
        LogStrays(agentId, strays.Count);
        await database.Write(async transaction =>
        {
            foreach (var stray in strays)
                await transaction.Execute(
                    """
                    insert into stray_fact (agent_id, epoch, sequence, at_ms, fact) values (@agentId, @epoch, @sequence, @AtUnixMs, @fact)
                    on conflict do nothing
                    """,
                    new { agentId, epoch, sequence = (long)stray.Sequence, stray.AtUnixMs, fact = stray.ToString() });
            return true;
        });
    }

    static RunFact Translate(JournalEntry entry, RunEvent run) =>
        new((long)entry.Sequence, entry.AtUnixMs, run.RunId, run.Kind, Phases.Read(run.Phase), run.Reason, run.Line, run.Fraction);

    static MaterialFact Translate(JournalEntry entry, MaterialUse use, RunPlace place) =>
        new((long)entry.Sequence, entry.AtUnixMs, use.RunId, place.MachineId, (int)use.Tool, use.LengthMm, place.Material, place.DiameterMm);

    static ReadingFact Translate(JournalEntry entry, MeterReading reading) =>
        new((long)entry.Sequence, entry.AtUnixMs, entry.MachineId is { Length: > 0 } machineId ? machineId : null, reading.HasCounterWh ? reading.CounterWh : null,
            reading.HasPowerW ? reading.PowerW : null, reading.ResolutionWh, reading.RunId.Length > 0 ? reading.RunId : null,
            Phases.Read(reading.Phase));

    static void Add<T>(Dictionary<string, List<T>> groups, string key, T fact)
    {
        if (!groups.TryGetValue(key, out var facts))
            groups[key] = facts = [];
        facts.Add(fact);
    }

    [LoggerMessage(1401, LogLevel.Warning, "Agent {AgentId} reported {Count} facts that belong to nothing known; they are kept as strays")]
    partial void LogStrays(string agentId, int count);
}
