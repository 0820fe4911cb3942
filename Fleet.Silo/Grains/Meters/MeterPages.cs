using System.Data.Common;
using Fleet.Core.Energy;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>Readings and bookings of one meter, gathered and then written together: a week of facts arrives at once.</summary>
sealed class MeterPages(string meterId, TimeProvider time)
{
    static readonly string[] ReadingColumns =
        ["agent_id", "epoch", "sequence", "meter_id", "at_ms", "counter_wh", "power_w", "flag", "machine_id", "run_id", "phase", "resolution_wh"];

    static readonly string[] BookingColumns =
    [
        "agent_id", "epoch", "sequence", "part", "id", "meter_id", "machine_id", "run_id", "account", "phase", "from_ms", "to_ms",
        "wh", "low_wh", "high_wh", "basis", "corrects",
    ];

    readonly List<object?[]> _readings = [];
    readonly List<object?[]> _bookings = [];

    public int Bookings => _bookings.Count;

    public void Record(string agentId, string epoch, ReadingFact reading, CounterOddity oddity) => _readings.Add(
    [
        agentId, epoch, reading.Sequence, meterId, reading.AtMs, double.IsFinite(reading.CounterWh ?? 0) ? reading.CounterWh : null, reading.PowerW,
        Word.Of(oddity), reading.MachineId, reading.RunId, Word.Of(reading.Phase), reading.ResolutionWh,
    ]);

    /// <summary>The shares of an interval, named by the fact that closed it.</summary>
    public void Book(Settled settled)
    {
        var part = 0;
        foreach (var share in settled.Shares)
            Book(settled.Interval.To.Fact, part++, Row(share));
    }

    /// <param name="part">Number of this booking among those of one fact.</param>
    public void Book(FactKey fact, int part, EnergyBookingRow booking) => _bookings.Add(
    [
        fact.AgentId, fact.Epoch, fact.Sequence, part, Ids.New(time), meterId, booking.MachineId, booking.RunId, booking.Account, booking.Phase,
        booking.FromMs, booking.ToMs, booking.Wh, booking.LowWh, booking.HighWh, booking.Basis, booking.Corrects,
    ]);

    public static EnergyBookingRow Row(Share share) => new()
    {
        MachineId = share.Segment.MachineId, RunId = share.Segment.RunId, Phase = Word.Of(share.Segment.Phase), FromMs = share.Segment.FromMs,
        ToMs = share.Segment.ToMs, Wh = share.Wh, LowWh = share.LowWh, HighWh = share.HighWh, Basis = Word.Of(share.Basis),
    };

    public async Task Write(DbTransaction transaction)
    {
        await transaction.Insert("meter_reading", ReadingColumns, _readings, unlessKnown: true);
        await transaction.Insert("energy_booking", BookingColumns, _bookings, unlessKnown: true);
    }
}
