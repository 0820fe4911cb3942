using System.Data.Common;
using Fleet.Core.Energy;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// Readings and bookings of one meter, gathered and then written together: a week of facts arrives at once, and a statement that is
/// prepared for each row costs more than the row.
/// </summary>
sealed class MeterPages(string meterId, TimeProvider time)
{
    readonly List<object> _readings = [];
    readonly List<object> _bookings = [];

    public int Bookings => _bookings.Count;

    public void Record(string agentId, string epoch, ReadingFact reading, CounterOddity oddity) => _readings.Add(new
    {
        agentId, epoch, reading.Sequence, meterId, reading.AtMs, reading.PowerW, flag = Word.Of(oddity), reading.MachineId, reading.RunId,
        phase = Word.Of(reading.Phase), reading.ResolutionWh, CounterWh = double.IsFinite(reading.CounterWh ?? 0) ? reading.CounterWh : null,
    });

    /// <summary>The shares of an interval, named by the fact that closed it.</summary>
    public void Book(Settled settled)
    {
        var part = 0;
        foreach (var share in settled.Shares)
            Book(settled.Interval.To.Fact, part++, Row(share));
    }

    /// <param name="part">Number of this booking among those of one fact.</param>
    public void Book(FactKey fact, int part, EnergyBookingRow booking) => _bookings.Add(new
    {
        fact.AgentId, fact.Epoch, fact.Sequence, part, id = Ids.New(time), meterId, booking.MachineId, booking.RunId, booking.Phase, booking.Account,
        booking.FromMs, booking.ToMs, booking.Wh, booking.LowWh, booking.HighWh, booking.Basis, booking.Corrects,
    });

    public static EnergyBookingRow Row(Share share) => new()
    {
        MachineId = share.Segment.MachineId, RunId = share.Segment.RunId, Phase = Word.Of(share.Segment.Phase), FromMs = share.Segment.FromMs,
        ToMs = share.Segment.ToMs, Wh = share.Wh, LowWh = share.LowWh, HighWh = share.HighWh, Basis = Word.Of(share.Basis),
    };

    public async Task Write(DbTransaction transaction)
    {
        await transaction.ExecuteMany(
            """
            insert into meter_reading (agent_id, epoch, sequence, meter_id, at_ms, counter_wh, power_w, flag, machine_id, run_id, phase, resolution_wh)
            values (@agentId, @epoch, @Sequence, @meterId, @AtMs, @CounterWh, @PowerW, @flag, @MachineId, @RunId, @phase, @ResolutionWh)
            on conflict do nothing
            """, _readings);
        await transaction.ExecuteMany(
            """
            insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, machine_id, run_id, account, phase, from_ms, to_ms,
                wh, low_wh, high_wh, basis, corrects)
            values (@AgentId, @Epoch, @Sequence, @part, @id, @meterId, @MachineId, @RunId, @Account, @Phase, @FromMs, @ToMs,
                @Wh, @LowWh, @HighWh, @Basis, @Corrects)
            on conflict do nothing
            """, _bookings);
    }
}
