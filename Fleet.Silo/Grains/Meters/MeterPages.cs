using System.Data.Common;
using Fleet.Core.Energy;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// Readings and bookings of one meter, gathered and then written together: a week of facts arrives at once, and a statement that is
/// prepared for each row costs more than the row.
/// </summary>
sealed class MeterPages(string agentId, string epoch, string meterId, TimeProvider time)
{
    readonly List<object> _readings = [];
    readonly List<object> _bookings = [];

    public void Record(ReadingFact reading, CounterOddity oddity) => _readings.Add(new
    {
        agentId, epoch, reading.Sequence, meterId, reading.AtMs, reading.PowerW, flag = Word.Of(oddity),
        CounterWh = double.IsFinite(reading.CounterWh ?? 0) ? reading.CounterWh : null,
    });

    /// <param name="part">Number of this booking among those of one fact.</param>
    public void Book(long sequence, int part, EnergyBookingRow booking) => _bookings.Add(new
    {
        agentId, epoch, sequence, part, id = Ids.New(time), meterId, booking.MachineId, booking.RunId, phase = Word.Of(booking.Phase),
        account = booking.RunId is not null ? "run" : booking.MachineId is not null ? "overhead" : "unassigned",
        booking.FromMs, booking.ToMs, booking.Wh, booking.LowWh, booking.HighWh, booking.Basis,
    });

    public async Task Write(DbTransaction transaction)
    {
        await transaction.ExecuteMany(
            """
            insert into meter_reading (agent_id, epoch, sequence, meter_id, at_ms, counter_wh, power_w, flag)
            values (@agentId, @epoch, @Sequence, @meterId, @AtMs, @CounterWh, @PowerW, @flag) on conflict do nothing
            """, _readings);
        await transaction.ExecuteMany(
            """
            insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, machine_id, run_id, account, phase, from_ms, to_ms,
                wh, low_wh, high_wh, basis)
            values (@agentId, @epoch, @sequence, @part, @id, @meterId, @MachineId, @RunId, @account, @phase, @FromMs, @ToMs,
                @Wh, @LowWh, @HighWh, @Basis)
            on conflict do nothing
            """, _bookings);
    }
}
