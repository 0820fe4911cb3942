using System.Globalization;
using Fleet.Core.Footprint.Factors;

namespace Fleet.Core.Footprint.Carbon;

/// <summary>
/// ENTSO-E's generation per production type, times a factor per fuel: the average of what a zone generates, slot by slot.
/// <code>
///   g/kWh of a slot = Σ MW(type) · g/kWh(type) / Σ MW(type)      over the types that have a factor
/// </code>
/// A slot in which more than a twentieth comes from types without a factor is left out and counted: it would be a guess.
/// </summary>
public static class GenerationTable
{
    const double MostWithoutFactor = 0.05;

    /// <summary>Production types of ENTSO-E by code and by the words of its downloads, and the fuel whose factor stands for them.</summary>
    static readonly (string Code, string Word, string Fuel)[] Types =
    [
        ("B01", "biomass", "biomass"), ("B02", "brown coal", "coal"), ("B03", "coal-derived gas", "gas"), ("B04", "fossil gas", "gas"), ("B05", "hard coal", "coal"),
        ("B06", "fossil oil shale", "oil"), ("B06", "fossil oil", "oil"), ("B07", "oil shale", "oil"), ("B08", "fossil peat", "coal"), ("B09", "geothermal", "geothermal"),
        ("B10", "pumped storage", ""), ("B11", "run-of-river", "hydro"), ("B12", "water reservoir", "hydro"), ("B13", "marine", "marine"), ("B14", "nuclear", "nuclear"),
        ("B15", "other renewable", "biomass"), ("B16", "solar", "solar"), ("B17", "waste", "waste"), ("B18", "wind offshore", "wind"), ("B19", "wind onshore", "wind"),
        ("B20", "other", "other"),
    ];

    /// <param name="fuelGPerKwh">Life-cycle g CO₂e per kWh by fuel: coal, gas, oil, biomass, nuclear, hydro, wind, solar, geothermal.</param>
    /// <param name="factorSource">Where those come from; goes into the source of the series.</param>
    public static CarbonReading Read(string text, string zone, IReadOnlyDictionary<string, double> fuelGPerKwh, string factorSource)
    {
        if (Table.Read(text, out var broken) is not { } table)
            return CarbonReading.Refused(broken);
        if (string.IsNullOrWhiteSpace(zone))
            return CarbonReading.Refused("Say which zone the generation is of, for instance DE.");
        var time = table.Column("MTU", "MTU (UTC)", "start_utc", "datetime", "time", "start", "timestamp");
        if (time < 0)
            time = table.Headers.ToList().FindIndex(header => header.StartsWith("MTU", StringComparison.OrdinalIgnoreCase) || header.Length == 0);
        if (time < 0)
            return CarbonReading.Refused("The header names no time (MTU).");
        if (table.Headers[time].Contains("CET", StringComparison.OrdinalIgnoreCase))
            return CarbonReading.Refused("The times are in CET/CEST, where an hour comes twice each autumn. Download the table with times in UTC.");
        var columns = table.Headers.Select((header, i) => (i, fuel: i == time ? null : Fuel(header))).Where(column => column.fuel is { Length: > 0 }).ToList();
        if (columns.Count == 0)
            return CarbonReading.Refused("No column is a production type of ENTSO-E (B01 … B20 or its name).");
        var faults = new List<RowFault>();
        var found = new List<(string, SignalType, string, CarbonSlot)>();
        var leftOut = 0;
        foreach (var row in table.Rows)
        {
            if (!Time(row[time], out var startMs, out var endMs))
            {
                faults.Add(new(row.Line, $"'{row[time]}' is no time such as 01.11.2026 00:00 - 01.11.2026 00:15 or 2026-11-01T00:00:00Z."));
                continue;
            }
            double known = 0, without = 0, grams = 0;
            var wrong = false;
            foreach (var (i, fuel) in columns)
            {
                if (row[i] is "" or "n/e" or "-" or "N/A")
                    continue;
                var mw = row.Number(i, out var fault);
                if (fault.Length > 0 || mw < 0)
                {
                    faults.Add(new(row.Line, fault.Length > 0 ? fault : $"{row.Header(i)} generates {mw} MW; consumption belongs into another table."));
                    wrong = true;
                    break;
                }
                if (fuelGPerKwh.TryGetValue(fuel!, out var g))
                    (known, grams) = (known + mw!.Value, grams + (mw.Value * g));
                else
                    without += mw!.Value;
            }
            if (wrong)
                continue;
            if (known <= 0 || without > MostWithoutFactor * (known + without))
                leftOut++;
            else
                found.Add((zone.ToUpperInvariant(), SignalType.AverageProduction, $"ENTSO-E generation per type × {factorSource}", new(startMs, endMs, grams / known, row.Line)));
        }
        if (leftOut > 0)
            faults.Add(new(0, $"{leftOut} slots are left out: nothing was reported, or more than {MostWithoutFactor:P0} came from types without a factor.", Refused: false));
        return CarbonReading.Of(SlotEnds.Fill(found), faults);
    }

    /// <summary>Null: no production type; empty: storage, which generates nothing of its own.</summary>
    static string? Fuel(string header)
    {
        var plain = header.ToLowerInvariant();
        if (plain.Contains("consumption", StringComparison.Ordinal))
            return null;
        foreach (var (code, word, fuel) in Types)
            if (header.Equals(code, StringComparison.OrdinalIgnoreCase) || header.StartsWith($"{code} ", StringComparison.OrdinalIgnoreCase) || Names(plain, word))
                return fuel;
        return null;
    }

    static bool Names(string header, string word) => word == "other" ? header.StartsWith("other", StringComparison.Ordinal) : header.Contains(word, StringComparison.Ordinal);

    static bool Time(string text, out long startMs, out long endMs)
    {
        (startMs, endMs) = (0, 0);
        var ends = text.Split(" - ");
        if (!At(ends[0], out startMs))
            return false;
        return ends.Length < 2 || At(ends[1].Replace("(UTC)", "", StringComparison.Ordinal), out endMs);
    }

    static bool At(string text, out long ms)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var plain = text.Trim();
        var read = DateTimeOffset.TryParseExact(plain, ["dd.MM.yyyy HH:mm", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss"], CultureInfo.InvariantCulture, Utc, out var at)
            || DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, Utc, out at);
        ms = at.ToUnixTimeMilliseconds();
        return read;
    }
}
