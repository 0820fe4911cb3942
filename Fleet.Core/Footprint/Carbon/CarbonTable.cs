using System.Globalization;
using Fleet.Core.Footprint.Factors;

namespace Fleet.Core.Footprint.Carbon;

/// <summary>
/// Carbon intensities as a table with any of the usual headers. Times without a zone are UTC. Where the file has no end column, a slot
/// lasts until the next one of its zone, the last one as long as the one before.
/// </summary>
public static class CarbonTable
{
    const string Columns = "start_utc, end_utc, zone, g_per_kwh, signal_type, source";

    /// <param name="zone">For files without a zone column; null: the file must have one.</param>
    /// <param name="signal">For files without a column that says it.</param>
    /// <param name="source">For files without a source column; a file without any source is refused.</param>
    public static CarbonReading Read(string text, string? zone = null, SignalType? signal = null, string? source = null)
    {
        if (Table.Read(text, out var broken) is not { } table)
            return CarbonReading.Refused(broken);
        var start = table.Column("start_utc", "from", "datetime (utc)", "datetime", "start", "time", "timestamp", "minutes5utc");
        var end = table.Column("end_utc", "to", "end");
        var value = table.Column("g_per_kwh", "carbon intensity gco2eq/kwh (life cycle)", "carbon intensity (life cycle)", "carbon intensity gco₂eq/kwh (lca)",
            "carbon intensity", "carbonintensity", "gco2_per_kwh", "co2emission", "intensity", "rating");
        var place = table.Column("zone", "zone id", "zone name", "pricearea", "location", "region");
        var kind = table.Column("signal_type", "signal");
        var from = table.Column("source", "data source");
        if (start < 0 || value < 0)
            return CarbonReading.Refused($"The header names no {(start < 0 ? "time" : "carbon intensity")}. Name the columns {Columns}.");
        if (place < 0 && string.IsNullOrWhiteSpace(zone))
            return CarbonReading.Refused("The file has no zone column. Say which zone it is for, for instance DE.");
        if (kind < 0 && signal is null)
            return CarbonReading.Refused("The file does not say whether the intensity is average or marginal. Choose it, or add a column signal_type.");
        if (from < 0 && string.IsNullOrWhiteSpace(source))
            return CarbonReading.Refused("The file names no source. Say where it comes from, or add a column source.");
        if (table.Headers[value].Contains("kg", StringComparison.OrdinalIgnoreCase) && !table.Headers[value].Contains("gco", StringComparison.OrdinalIgnoreCase))
            return CarbonReading.Refused($"The intensity is in '{table.Headers[value]}'. Convert it to g per kWh first.");
        var faults = new List<RowFault>();
        var found = new List<(string Zone, SignalType Signal, string Source, CarbonSlot Slot)>();
        foreach (var row in table.Rows)
        {
            var g = row.Number(value, out var fault);
            var says = kind < 0 ? signal : Word.Read<SignalType>(row[kind]) ?? signal;
            var source1 = from >= 0 && row[from].Length > 0 ? row[from] : source ?? "";
            if (fault.Length > 0)
                faults.Add(new(row.Line, fault));
            else if (g is null)
                continue; // A slot that the publisher left empty: missing stays missing.
            else if (!Time(row[start], out var startMs))
                faults.Add(new(row.Line, $"'{row[start]}' is no time such as 2026-11-01T00:15:00Z."));
            else if (end >= 0 && !Time(row[end], out _))
                faults.Add(new(row.Line, $"'{row[end]}' is no time such as 2026-11-01T00:30:00Z."));
            else if (says is null)
                faults.Add(new(row.Line, $"'{row[kind]}' is no kind of signal. Known are {string.Join(", ", Word.All<SignalType>())}."));
            else if (source1.Length == 0)
                faults.Add(new(row.Line, "The source is empty."));
            else
                found.Add((place >= 0 && row[place].Length > 0 ? row[place].ToUpperInvariant() : (zone ?? "").ToUpperInvariant(), says.Value, source1,
                    new(startMs, end >= 0 && Time(row[end], out var endMs) ? endMs : 0, g.Value, row.Line)));
        }
        return CarbonReading.Of(SlotEnds.Fill(found), faults);
    }

    static bool Time(string text, out long ms)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at);
        ms = at.ToUnixTimeMilliseconds();
        return read;
    }
}
