namespace Fleet.Silo.Planning;

/// <summary>
/// What the plan knows of the hours to come: carbon of the grid and power of the own roof. Where no forecast was imported, the coming
/// hours are taken to be like the same hours of the last weeks; where there is nothing at all, carbon does not count.
/// <code>
///   imported ████████████│ now   imported forecast ███│ mean of the same hour of the week, last four weeks ▒▒▒▒▒▒▒▒▒
/// </code>
/// </summary>
public sealed class PlanSignals(IDatabase database)
{
    const long WeekMs = 7L * 24 * 3600 * 1000;
    const long PastMs = 4 * WeekMs;
    const long HourMs = 3600 * 1000;

    /// <summary>g/kWh per slot; empty when nothing is known of the workshop's zone. A workshop that has not said where its electricity comes from is in the zone of the first one.</summary>
    public async Task<int[]> Carbon(string workshopId, long startsAtMs, int slotMinutes, int slots)
    {
        var supply = await database.Find<(string Zone, string Signal)>(
            """
            select zone, signal from supply where workshop_id in (@workshopId, @first) and from_ms <= @startsAtMs
            order by case when workshop_id = @workshopId then 0 else 1 end, from_ms desc limit 1
            """, new { workshopId, first = Desk.Workshops.TheOne, startsAtMs });
        return supply.Zone is null ? [] : Fill(await database.List<(long StartMs, long EndMs, double Value)>(
            "select start_ms, end_ms, g_per_kwh from carbon_slot where zone = @Zone and signal = @Signal and end_ms > @past and start_ms < @end order by start_ms",
            new { supply.Zone, supply.Signal, past = startsAtMs - PastMs, end = End(startsAtMs, slotMinutes, slots) }), startsAtMs, slotMinutes, slots);
    }

    /// <summary>W per slot; empty without an own roof.</summary>
    public async Task<int[]> SolarW(string workshopId, long startsAtMs, int slotMinutes, int slots) =>
        Fill([.. (await database.List<(long StartMs, long EndMs, double Wh)>(
            "select start_ms, end_ms, wh from roof_slot where workshop_id = @workshopId and end_ms > @past and start_ms < @end order by start_ms",
            new { workshopId, past = startsAtMs - PastMs, end = End(startsAtMs, slotMinutes, slots) }))
            .Where(slot => slot.EndMs > slot.StartMs).Select(slot => (slot.StartMs, slot.EndMs, slot.Wh * HourMs / (slot.EndMs - slot.StartMs)))], startsAtMs, slotMinutes, slots);

    static long End(long startsAtMs, int slotMinutes, int slots) => startsAtMs + (long)slots * slotMinutes * 60_000;

    static int[] Fill(IReadOnlyList<(long StartMs, long EndMs, double Value)> known, long startsAtMs, int slotMinutes, int slots)
    {
        if (known.Count == 0)
            return [];
        var usual = known.Where(slot => slot.StartMs < startsAtMs).GroupBy(slot => HourOfWeek(slot.StartMs)).ToDictionary(group => group.Key, group => group.Average(slot => slot.Value));
        var mean = known.Average(slot => slot.Value);
        var filled = new int[slots];
        var at = 0;
        for (var slot = 0; slot < slots; slot++)
        {
            var middleMs = startsAtMs + slot * slotMinutes * 60_000L + slotMinutes * 30_000L;
            while (at < known.Count && known[at].EndMs <= middleMs)
                at++;
            filled[slot] = (int)Math.Round(at < known.Count && known[at].StartMs <= middleMs ? known[at].Value : usual.GetValueOrDefault(HourOfWeek(middleMs), mean));
        }
        return filled;
    }

    static long HourOfWeek(long atMs) => atMs % WeekMs / HourMs;
}
