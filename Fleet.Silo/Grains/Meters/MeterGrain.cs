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
                foreach (var reading in readings)
                    meter = await Settle(transaction, agentId, epoch, meter, reading, models[reading.MachineId]);
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
        await database.Write(async transaction =>
        {
            foreach (var (span, wh, uncertainty) in bookings)
                await Book(transaction, agentId, epoch, span.Sequence, 0, new()
                {
                    MachineId = span.MachineId, RunId = span.RunId, Phase = span.Phase, FromMs = span.FromMs, ToMs = span.ToMs, Wh = wh,
                    LowWh = Math.Max(0, wh * (1 - 2 * uncertainty)), HighWh = wh * (1 + 2 * uncertainty), Basis = "modelled",
                });
            return true;
        });
    }

    async Task<MeterRow> Settle(
        DbTransaction transaction, string agentId, string epoch, MeterRow meter, ReadingFact reading, PowerModel? model)
    {
        var usable = CounterArithmetic.IsUsable(reading.CounterWh);
        var fromMs = Unsettled(meter) is [.., var last] ? last.ToMs : meter.LastAtMs ?? reading.AtMs;
        var interval = usable && meter.LastCounterWh is { } earlierWh
            ? CounterArithmetic.Between(earlierWh, reading.CounterWh!.Value, reading.ResolutionWh, (reading.AtMs - meter.LastAtMs!.Value) / 1000.0)
            : null;
        var oddity = interval?.Oddity ?? (usable ? CounterOddity.First : reading.CounterWh is null ? CounterOddity.Missing : CounterOddity.Absurd);
        if (!await Record(transaction, agentId, epoch, reading, oddity))
            return meter;

        var segment = new Segment(reading.MachineId, reading.RunId, reading.Phase, fromMs, Math.Max(fromMs, reading.AtMs),
            model?.PowerW(reading.Phase) ?? 0);
        var segments = Merge(Unsettled(meter), segment);
        if (!usable)
            return meter.LastCounterWh is null ? meter : meter with { Unsettled = JsonSerializer.Serialize(segments) };

        if (interval is not null)
        {
            var part = 0;
            foreach (var share in Attribution.Divide(interval, segments))
                await Book(transaction, agentId, epoch, reading.Sequence, part++, new()
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

    /// <summary>False when the ledger has this reading already.</summary>
    async Task<bool> Record(DbTransaction transaction, string agentId, string epoch, ReadingFact reading, CounterOddity oddity) =>
        await transaction.Execute(
            """
            insert into meter_reading (agent_id, epoch, sequence, meter_id, at_ms, counter_wh, power_w, flag)
            values (@agentId, @epoch, @Sequence, @meterId, @AtMs, @CounterWh, @PowerW, @flag) on conflict do nothing
            """,
            new
            {
                agentId, epoch, reading.Sequence, meterId = Id, reading.AtMs, reading.PowerW, flag = Word.Of(oddity),
                CounterWh = double.IsFinite(reading.CounterWh ?? 0) ? reading.CounterWh : null,
            }) == 1;

    Task<int> Book(DbTransaction transaction, string agentId, string epoch, long sequence, int part, EnergyBookingRow booking) =>
        transaction.Execute(
            """
            insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, machine_id, run_id, account, phase, from_ms, to_ms,
                wh, low_wh, high_wh, basis)
            values (@agentId, @epoch, @sequence, @part, @id, @meterId, @MachineId, @RunId, @account, @phase, @FromMs, @ToMs,
                @Wh, @LowWh, @HighWh, @Basis)
            on conflict do nothing
            """,
            new
            {
                agentId, epoch, sequence, part, id = Ids.New(time), meterId = Id, booking.MachineId, booking.RunId, phase = Word.Of(booking.Phase),
                account = booking.RunId is not null ? "run" : booking.MachineId is not null ? "overhead" : "unassigned",
                booking.FromMs, booking.ToMs, booking.Wh, booking.LowWh, booking.HighWh, booking.Basis,
            });
}
