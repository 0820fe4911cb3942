namespace Fleet.Core.Footprint.Carbon;

/// <summary>Gives an end to slots that were written with their beginning alone.</summary>
static class SlotEnds
{
    /// <summary>A gap longer than this is a gap and not a long slot.</summary>
    static readonly long LongestMs = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    public static IEnumerable<(string Zone, SignalType Signal, string Source, CarbonSlot Slot)> Fill(
        IReadOnlyCollection<(string Zone, SignalType Signal, string Source, CarbonSlot Slot)> found)
    {
        foreach (var series in found.GroupBy(one => (one.Zone, one.Signal, one.Source)))
        {
            var inOrder = series.OrderBy(one => one.Slot.StartMs).ToList();
            // The step of the series: what most neighbours are apart.
            var step = inOrder.Zip(inOrder.Skip(1), (a, b) => b.Slot.StartMs - a.Slot.StartMs).Where(ms => ms > 0 && ms <= LongestMs)
                .GroupBy(ms => ms).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).FirstOrDefault()?.Key ?? LongestMs;
            for (var i = 0; i < inOrder.Count; i++)
            {
                var slot = inOrder[i].Slot;
                if (slot.EndMs == 0)
                {
                    var next = inOrder.Skip(i + 1).Select(one => one.Slot.StartMs).FirstOrDefault(ms => ms > slot.StartMs, slot.StartMs + step);
                    slot = slot with { EndMs = Math.Min(next, slot.StartMs + step) };
                }
                yield return (series.Key.Zone, series.Key.Signal, series.Key.Source, slot);
            }
        }
    }
}
