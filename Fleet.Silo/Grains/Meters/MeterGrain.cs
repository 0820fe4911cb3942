using System.Data.Common;
using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// Owns one row of <c>meter</c>, its readings and its energy bookings. The agent reads the meter whenever a run or phase changes, so
/// an interval usually belongs to one of them as a whole; a reading that failed leaves its segment unsettled, and the next good
/// one divides the gap.
/// <code>
///   readings   r0 ──── r1 ──x── r2 ──── r3        x: no answer
///   segments      A        B        C             r0-r1 books A whole; r1-r3 is divided between B and C
/// </code>
/// </summary>
[GrainType("meter")]
public sealed class MeterGrain(IDatabase database, PlanningQueries planning, TimeProvider time) : Grain, IMeterGrain
{
    MeterRow? _meter;

    string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _meter = await database.Find<MeterRow>("select * from meter where id = @Id", new { Id }, cancellationToken);

    public async Task Read(string agentId, string epoch, ReadingFact[] readings)
    {
        if (_meter is null)
            return; // The meter was removed; its last readings say nothing about anybody.
        var models = new Dictionary<string, PowerModel?>();
        foreach (var machineId in readings.Select(reading => reading.MachineId).Distinct())
            models[machineId] = (await planning.ProfileOf(machineId))?.Power;
        try
        {
            _meter = await database.Write(async transaction =>
            {
                var meter = _meter;
                var known = await Known(transaction, agentId, epoch, readings);
                var pages = new MeterPages(agentId, epoch, Id, time);
                foreach (var reading in readings.Where(reading => !known.Contains(reading.Sequence)))
                    meter = Settle(pages, meter, reading, models[reading.MachineId]);
                await pages.Write(transaction);
                var touched = await transaction.Execute(
                    """
                    update meter set last_counter_wh = @LastCounterWh, last_at_ms = @LastAtMs, unsettled = @Unsettled, version = version + 1
                    where id = @Id and version = @Version
                    """, meter);
                return touched == 1 ? meter with { Version = meter.Version + 1 } : throw new StaleRowException("meter", Id);
            });
        }
        catch (StaleRowException)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    public async Task Model(string agentId, string epoch, PhaseSpan[] spans)
    {
        var bookings = new List<(PhaseSpan Span, double Wh, double Uncertainty)>();
        foreach (var span in spans)
            if ((await planning.ProfileOf(span.MachineId))?.Power is { } power)
                bookings.Add((span, power.PowerW(span.Phase) * (span.ToMs - span.FromMs) / 3_600_000, power.RelativeUncertainty));
        var pages = new MeterPages(agentId, epoch, Id, time);
        foreach (var (span, wh, uncertainty) in bookings)
            pages.Book(span.Sequence, 0, new()
            {
                MachineId = span.MachineId, RunId = span.RunId, Phase = span.Phase, FromMs = span.FromMs, ToMs = span.ToMs, Wh = wh,
                LowWh = Math.Max(0, wh * (1 - 2 * uncertainty)), HighWh = wh * (1 + 2 * uncertainty), Basis = "modelled",
            });
        await database.Write(async transaction =>
        {
            await pages.Write(transaction);
            return true;
        });
    }

    static MeterRow Settle(MeterPages pages, MeterRow meter, ReadingFact reading, PowerModel? model)
    {
        var usable = CounterArithmetic.IsUsable(reading.CounterWh);
        var fromMs = Unsettled(meter) is [.., var last] ? last.ToMs : meter.LastAtMs ?? reading.AtMs;
        var interval = usable && meter.LastCounterWh is { } earlierWh
            ? CounterArithmetic.Between(earlierWh, reading.CounterWh!.Value, reading.ResolutionWh, (reading.AtMs - meter.LastAtMs!.Value) / 1000.0)
            : null;
        var oddity = interval?.Oddity ?? (usable ? CounterOddity.First : reading.CounterWh is null ? CounterOddity.Missing : CounterOddity.Absurd);
        pages.Record(reading, oddity);
        var segment = new Segment(reading.MachineId, reading.RunId, reading.Phase, fromMs, Math.Max(fromMs, reading.AtMs),
            model?.PowerW(reading.Phase) ?? 0);
        var segments = Merge(Unsettled(meter), segment);
        if (!usable)
            return meter.LastCounterWh is null ? meter : meter with { Unsettled = JsonSerializer.Serialize(segments) };

        if (interval is not null)
        {
            var part = 0;
            foreach (var share in Attribution.Divide(interval, segments))
                pages.Book(reading.Sequence, part++, new()
                {
                    MachineId = share.Segment.MachineId, RunId = share.Segment.RunId, Phase = share.Segment.Phase,
                    FromMs = share.Segment.FromMs, ToMs = share.Segment.ToMs, Wh = share.Wh, LowWh = share.LowWh, HighWh = share.HighWh,
                    Basis = share.Split ? "split" : "metered",
                });
        }
        return meter with { LastCounterWh = reading.CounterWh, LastAtMs = reading.AtMs, Unsettled = "[]" };
    }

    static List<Segment> Unsettled(MeterRow meter) => JsonSerializer.Deserialize<List<Segment>>(meter.Unsettled) ?? [];

    /// <summary>A meter that is silent for a day must not pile up a segment a minute: like continues like.</summary>
    static List<Segment> Merge(List<Segment> segments, Segment next)
    {
        if (segments is [.., var last] && last.RunId == next.RunId && last.Phase == next.Phase && last.MachineId == next.MachineId)
            segments[^1] = last with { ToMs = next.ToMs };
        else
            segments.Add(next);
        return segments;
    }

    /// <summary>Sequences of these readings that the ledger has already.</summary>
    async Task<HashSet<long>> Known(DbTransaction transaction, string agentId, string epoch, ReadingFact[] readings) =>
        [.. await transaction.List<long>(
            """
            select sequence from meter_reading
            where agent_id = @agentId and epoch = @epoch and sequence between @first and @last and meter_id = @Id
            """, new { agentId, epoch, first = readings.Min(reading => reading.Sequence), last = readings.Max(reading => reading.Sequence), Id })];
}
