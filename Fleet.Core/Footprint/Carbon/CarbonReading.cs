using Fleet.Core.Footprint.Factors;

namespace Fleet.Core.Footprint.Carbon;

/// <summary>What a file of carbon intensities holds and what is wrong with it. One refused row refuses the file.</summary>
public sealed record CarbonReading(IReadOnlyList<CarbonSeries> Series, IReadOnlyList<RowFault> Faults)
{
    /// <summary>g/kWh. Burning pure lignite gives about 1 200; ten times that is a wrong unit.</summary>
    const double MostGPerKwh = 5000;

    static readonly long LongestSlotMs = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    public bool IsUsable => Series.Count > 0 && !Faults.Any(fault => fault.Refused);

    public static CarbonReading Refused(string sentence, int row = 0) => new([], [new(row, sentence)]);

    /// <summary>Sorts, drops exact repetitions, refuses what contradicts itself and flags what is missing in between.</summary>
    public static CarbonReading Of(IEnumerable<(string Zone, SignalType Signal, string Source, CarbonSlot Slot)> found, IReadOnlyList<RowFault> faults)
    {
        var all = faults.ToList();
        var series = new List<CarbonSeries>();
        foreach (var group in found.GroupBy(one => (one.Zone, one.Signal, one.Source)))
        {
            var slots = group.Select(one => one.Slot).OrderBy(slot => slot.StartMs).ThenBy(slot => slot.EndMs).ToList();
            var kept = new List<CarbonSlot>(slots.Count);
            foreach (var slot in slots)
            {
                if (Fault(slot) is { } fault)
                    all.Add(new(slot.Row, fault));
                else if (kept is [.., var last] && slot.StartMs < last.EndMs)
                {
                    if (slot.StartMs != last.StartMs || slot.EndMs != last.EndMs || Math.Abs(slot.GPerKwh - last.GPerKwh) > 1e-9)
                        all.Add(new(slot.Row, $"{Time(slot.StartMs)} overlaps row {last.Row} of the same zone, which says {last.GPerKwh:0.#} g/kWh. Keep one of them."));
                }
                else
                    kept.Add(slot);
            }
            var missingMs = kept.Zip(kept.Skip(1), (a, b) => b.StartMs - a.EndMs).Sum();
            if (missingMs > 0)
                all.Add(new(0, $"{group.Key.Zone}: {missingMs / 3_600_000.0:0.##} h between the first and the last slot are missing; they fall back to the year.", Refused: false));
            if (kept.Count > 0)
                series.Add(new(group.Key.Zone, group.Key.Signal, group.Key.Source, kept));
        }
        if (series.Count == 0 && all.Count == 0)
            all.Add(new(0, "The file holds no intensity."));
        return new(series, [.. all.OrderBy(fault => fault.Row)]);
    }

    static string? Fault(CarbonSlot slot) =>
        slot.EndMs <= slot.StartMs ? $"The slot from {Time(slot.StartMs)} ends before it begins."
        : slot.EndMs - slot.StartMs > LongestSlotMs ? $"The slot from {Time(slot.StartMs)} lasts more than a day. Import yearly values as factors instead."
        : slot.GPerKwh < 0 || !double.IsFinite(slot.GPerKwh) ? $"{slot.GPerKwh} g/kWh at {Time(slot.StartMs)} cannot be."
        : slot.GPerKwh > MostGPerKwh ? $"{slot.GPerKwh:0.#} g/kWh at {Time(slot.StartMs)} cannot be. Is the unit g per kWh?"
        : null;

    static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
