using System.Text.Json;
using Fleet.Core.Footprint.Factors;

namespace Fleet.Core.Footprint.Carbon;

/// <summary>Reads the JSON of a publisher of carbon intensities: one file of three known shapes.</summary>
public static class CarbonJson
{
    static readonly string[] IntensityNames = ["co2eq", "carbon_intensity", "co2"];

    /// <param name="zone">For shapes that do not name one.</param>
    /// <param name="signal">For shapes that do not say it; the UK's service publishes the average of generation.</param>
    public static CarbonReading Read(string text, string? zone = null, SignalType? signal = null, string? source = null)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Has(root, "Emissions") ? CarbonAware(root, signal, source)
                : root.ValueKind == JsonValueKind.Object && Has(root, "data") ? UnitedKingdom(root, zone, source)
                : root.ValueKind == JsonValueKind.Object && Has(root, "unix_seconds") ? EnergyCharts(root, zone, signal, source)
                : CarbonReading.Refused("The JSON is of no known shape: it has neither Emissions (Carbon Aware SDK), data (UK Carbon Intensity) nor unix_seconds (Energy-Charts).");
        }
        catch (JsonException broken)
        {
            return CarbonReading.Refused($"The file is no JSON: {broken.Message}", (int)(broken.LineNumber ?? -1) + 1);
        }
    }

    /// <summary>Carbon Aware SDK: <c>{"Emissions":[{"Location","Time","Rating","Duration"}]}</c>, g/kWh.</summary>
    static CarbonReading CarbonAware(JsonElement root, SignalType? signal, string? source)
    {
        if (signal is not { } says)
            return CarbonReading.Refused("This shape does not say whether the rating is average or marginal. Choose it.");
        if (string.IsNullOrWhiteSpace(source))
            return CarbonReading.Refused("This shape names no source. Say where the ratings come from.");
        return Each(root, "Emissions", (element, row) =>
        {
            var location = Text(element, "Location");
            if (location.Length == 0)
                throw new FormatException("Location is missing.");
            var endMs = Text(element, "Duration") is { Length: > 0 } duration ? Time(element, "Time") + Duration(duration) : 0;
            return (location.ToUpperInvariant(), says, source.Trim(), new CarbonSlot(Time(element, "Time"), endMs, Number(element, "Rating"), row));
        });
    }

    /// <summary>UK Carbon Intensity: <c>{"data":[{"from","to","intensity":{"forecast","actual"}}]}</c>; a half-hour without an actual value is left out.</summary>
    static CarbonReading UnitedKingdom(JsonElement root, string? zone, string? source) => Each(root, "data", (element, row) =>
    {
        var intensity = Get(element, "intensity") ?? throw new FormatException("intensity is missing.");
        return Get(intensity, "actual") is { ValueKind: JsonValueKind.Number } actual
            ? (zone is { Length: > 0 } ? zone.ToUpperInvariant() : "GB", SignalType.AverageProduction, source is { Length: > 0 } ? source : "Carbon Intensity API, National Grid ESO (CC BY 4.0)",
                new CarbonSlot(Time(element, "from"), Time(element, "to"), actual.GetDouble(), row))
            : null;
    });

    /// <summary>Energy-Charts: <c>{"unix_seconds":[…],"co2eq":[…]}</c>; forecast columns are left alone.</summary>
    static CarbonReading EnergyCharts(JsonElement root, string? zone, SignalType? signal, string? source)
    {
        if (string.IsNullOrWhiteSpace(zone))
            return CarbonReading.Refused("This shape names no zone. Say which one it is for, for instance DE.");
        var name = IntensityNames.FirstOrDefault(name => Get(root, name) is { ValueKind: JsonValueKind.Array });
        if (name is null)
            return CarbonReading.Refused("The file has times and no co2eq. Take the CO₂ download, not prices or power.");
        var seconds = Get(root, "unix_seconds")!.Value.EnumerateArray().Select(second => second.ValueKind == JsonValueKind.Number && second.TryGetInt64(out var s) ? s : 0).ToList();
        var values = Get(root, name)!.Value.EnumerateArray().ToList();
        if (seconds.Count != values.Count)
            return CarbonReading.Refused($"{seconds.Count} times and {values.Count} values do not belong together.");
        if (seconds.Contains(0) || seconds.Count < 2)
            return CarbonReading.Refused("unix_seconds holds fewer than two times, or something that is no time.");
        long End(int i) => i + 1 < seconds.Count ? seconds[i + 1] : seconds[i] + (seconds[i] - seconds[i - 1]);
        var found = seconds.Select((second, i) => (second, value: values[i], row: i + 1)).Where(one => one.value.ValueKind == JsonValueKind.Number)
            .Select(one => (zone.ToUpperInvariant(), signal ?? SignalType.AverageProduction, source is { Length: > 0 } ? source : "Energy-Charts, Fraunhofer ISE (CC BY 4.0)",
                new CarbonSlot(one.second * 1000, End(one.row - 1) * 1000, one.value.GetDouble(), one.row))).ToList();
        return CarbonReading.Of(found, []);
    }

    static CarbonReading Each(JsonElement root, string list, Func<JsonElement, int, (string, SignalType, string, CarbonSlot)?> read)
    {
        var array = Get(root, list)!.Value;
        if (array.ValueKind != JsonValueKind.Array)
            return CarbonReading.Refused($"{list} is no list.");
        var found = new List<(string, SignalType, string, CarbonSlot)>();
        var faults = new List<RowFault>();
        var row = 0;
        foreach (var element in array.EnumerateArray())
        {
            row++;
            try
            {
                if (read(element, row) is { } one)
                    found.Add(one);
            }
            catch (FormatException wrong)
            {
                faults.Add(new(row, wrong.Message));
            }
        }
        return CarbonReading.Of(SlotEnds.Fill(found), faults);
    }

    static bool Has(JsonElement element, string name) => Get(element, name) is not null;

    static JsonElement? Get(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return property.Value;
        return null;
    }

    static string Text(JsonElement element, string name) => Get(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    static double Number(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : throw new FormatException($"{name} is no number.");

    static long Time(JsonElement element, string name) =>
        DateTimeOffset.TryParse(Text(element, name), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at)
            ? at.ToUnixTimeMilliseconds() : throw new FormatException($"{name} is '{Text(element, name)}', no time.");

    static long Duration(string text) =>
        TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero
            ? (long)span.TotalMilliseconds : throw new FormatException($"Duration is '{text}', no time span such as 01:00:00.");
}
