using System.Data.Common;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>The bookings in force: neither taken back nor taking back. And how they are changed without changing a row.</summary>
static class BookedEnergy
{
    const string InForce =
        """
        select id, meter_id, machine_id, run_id, phase, from_ms, to_ms, wh, low_wh, high_wh, basis, corrects from energy_booking booked
        where booked.corrects is null and not exists (select 1 from energy_booking back where back.corrects = booked.id)
        """;

    /// <summary>Those of a meter that touch a stretch of time.</summary>
    public static Task<IReadOnlyList<EnergyBookingRow>> Of(this DbTransaction transaction, string meterId, long fromMs, long toMs) =>
        transaction.List<EnergyBookingRow>(InForce + " and booked.meter_id = @meterId and booked.to_ms > @fromMs and booked.from_ms < @toMs", new { meterId, fromMs, toMs });

    /// <summary>Those of a meter that touch a stretch of time.</summary>
    public static Task<IReadOnlyList<EnergyBookingRow>> BookedOn(this IDatabase database, string meterId, long fromMs, long toMs) =>
        database.List<EnergyBookingRow>(InForce + " and booked.meter_id = @meterId and booked.to_ms > @fromMs and booked.from_ms < @toMs", new { meterId, fromMs, toMs });

    /// <summary>
    /// Takes back what is no longer so and books what is: bookings that stay as they are stay untouched.
    /// </summary>
    /// <param name="key">Names the correction as a whole.</param>
    public static void Correct(this MeterPages pages, string key, IReadOnlyList<EnergyBookingRow> booked, IReadOnlyList<EnergyBookingRow> wanted)
    {
        const double Same = 1e-6;
        var left = booked.ToList();
        var part = 0;
        var fresh = new List<EnergyBookingRow>();
        foreach (var row in wanted)
        {
            var kept = left.FindIndex(old => old.Cause == row.Cause && Math.Abs(old.Wh - row.Wh) < Same);
            if (kept >= 0)
                left.RemoveAt(kept);
            else
                fresh.Add(row);
        }
        foreach (var old in left)
            pages.Book(new("correction", key, 0), part++, old.TakenBack());
        foreach (var row in fresh)
            pages.Book(new("correction", key, 0), part++, row);
    }
}
