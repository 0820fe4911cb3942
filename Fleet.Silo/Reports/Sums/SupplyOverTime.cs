using Fleet.Core.Footprint.Carbon;
using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>Where the workshops' electricity comes from, at any time.</summary>
public sealed class SupplyOverTime(IDatabase database)
{
    const long LongestSlotMs = 24 * 3_600_000L;

    public async Task<Supplies> All(CancellationToken cancellation = default) => new(await database.List<SupplyRow>("select * from supply order by from_ms, at_ms", null, cancellation));

    /// <summary>The grid's intensity over a stretch of time, for inventories: never a marginal signal.</summary>
    /// <param name="supplies">Of one workshop, in order of time.</param>
    public async Task<SignalOverTime> Signal(IReadOnlyList<SupplyRow> supplies, long startMs, long endMs, CancellationToken cancellation)
    {
        var slots = new List<CarbonSlot>();
        for (var i = 0; i < supplies.Count; i++)
        {
            var (from, to) = (Math.Max(startMs, supplies[i].FromMs), Math.Min(endMs, i + 1 < supplies.Count ? supplies[i + 1].FromMs : endMs));
            if (to > from && supplies[i].Signal != Word.Of(SignalType.Marginal))
                slots.AddRange((await database.List<(long Start, long End, double G)>(
                    "select start_ms, end_ms, g_per_kwh from carbon_slot where zone = @Zone and signal = @Signal and start_ms > @before and start_ms < @to and end_ms > @from order by start_ms",
                    new { supplies[i].Zone, supplies[i].Signal, before = from - LongestSlotMs, from, to }, cancellation))
                    .Select(slot => new CarbonSlot(Math.Max(slot.Start, from), Math.Min(slot.End, to), slot.G)));
        }
        return slots.Count == 0 ? SignalOverTime.Unknown : new(slots);
    }

    /// <summary>What a workshop's own roof gave.</summary>
    /// <param name="workshopId">Null: <see cref="Workshops.TheOne"/>.</param>
    public Task<IReadOnlyList<RoofSlot>> Roof(string? workshopId, long startMs, long endMs, CancellationToken cancellation) =>
        database.List<RoofSlot>("select start_ms, end_ms, wh from roof_slot where workshop_id = @id and start_ms >= @startMs and start_ms < @endMs order by start_ms",
            new { id = workshopId ?? Workshops.TheOne, startMs, endMs }, cancellation);

    /// <summary>Whether any workshop's roof gave something.</summary>
    public async Task<bool> HasRoof(long startMs, long endMs, CancellationToken cancellation) =>
        await database.Find<long>("select count(*) from roof_slot where start_ms >= @startMs and start_ms < @endMs", new { startMs, endMs }, cancellation) > 0;
}
