using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// The vocabulary: PrusaSlicer, SuperSlicer, OrcaSlicer, BambuStudio, Cura, Simplify3D, ideaMaker, KISSlicer, Slic3r. Also the keys of bgcode's
/// metadata blocks, which are the same.
/// </summary>
static class SlicerWords
{
    static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789");

    delegate void Setter(SlicerHeader header, string value);

    static readonly (byte[] Key, Setter Set)[] Keys =
    [
        Word("filament used [mm]", (h, v) => h.FilamentMm = Sum(v)),
        Word("filament used [cm3]", (h, v) => h.FilamentMm3 = Sum(v) * 1000),
        Word("filament used [g]", (h, v) => h.FilamentGrams ??= Sum(v)),
        Word("total filament used [g]", (h, v) => h.FilamentGrams ??= Sum(v)),
        Word("total filament length [mm]", (h, v) => h.FilamentMm = Sum(v)),
        Word("total filament volume [cm^3]", (h, v) => h.FilamentMm3 = Sum(v)),
        Word("total filament weight [g]", (h, v) => h.FilamentGrams = Sum(v)),
        Word("estimated printing time (normal mode)", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("estimated printing time", (h, v) => h.DurationSeconds ??= Durations.Parse(v)),
        Word("total estimated time", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("model printing time", (h, v) => h.DurationSeconds = Durations.Parse(v.Contains("total estimated time:", StringComparison.Ordinal) ? v[(v.LastIndexOf(':') + 1)..] : v)),
        Word("total layer number", (h, v) => h.LayerCount = Whole(v)),
        Word("total layers count", (h, v) => h.LayerCount = Whole(v)),
        Word("max_z_height", (h, v) => h.MaxZMm = Number(v)),
        Word("max_layer_z", (h, v) => h.MaxZMm = Number(v)),
        Word("layer_height", (h, v) => h.LayerHeightMm = Number(v)),
        Word("printer_model", (h, v) => h.PrinterModel = Name(v)),
        Word("filament_type", (h, v) => h.Materials = Names(v)),
        Word("filament_density", (h, v) => h.DensitiesGPerCm3 = Numbers(v)),
        Word("filament_diameter", (h, v) => h.DiametersMm = Numbers(v)),
        Word("nozzle_diameter", (h, v) => h.NozzleMm = Numbers(v) is [var first, ..] ? first : null),
        Word("prusaslicer_config", (h, v) => h.ConfigOpen = v == "begin"),
        Word("superslicer_config", (h, v) => h.ConfigOpen = v == "begin"),
        Word("gcode_flavor", (h, v) => h.Flavor = v),

        Word("FLAVOR", (h, v) => h.Flavor = v),
        Word("TIME", (h, v) => h.DurationSeconds = Number(v)),
        Word("Filament used", (h, v) => h.FilamentMm = Positive(Metres(v))),
        Word("filament used", (h, v) => h.FilamentMm ??= Positive(Metres(v))),
        Word("Layer height", (h, v) => h.LayerHeightMm = Number(v)),
        Word("LAYER_COUNT", (h, v) => h.LayerCount = Whole(v)),
        Word("MAXZ", (h, v) => h.MaxZMm = Number(v) is { } z and < 1e5 ? z : null),
        Word("TARGET_MACHINE.NAME", (h, v) => h.PrinterModel = Name(v)),
        Word("EXTRUDER_TRAIN.0.NOZZLE.DIAMETER", (h, v) => h.NozzleMm = Number(v)),
        Word("PRINT.TIME", (h, v) => h.DurationSeconds = Number(v)),

        Word("Build time", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("Build Time", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("Calculated-during-export Build Time", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("Filament length", (h, v) => h.FilamentMm = Number(v)),
        Word("Plastic weight", (h, v) => h.FilamentGrams = Number(v)),
        Word("Plastic volume", (h, v) => h.FilamentMm3 = Number(v)),

        Word("Print Time", (h, v) => h.DurationSeconds = Number(v)),
        Word("Material#1 Used", (h, v) => h.FilamentMm = Number(v) + (h.FilamentMm ?? 0)),
        Word("Material#2 Used", (h, v) => h.FilamentMm = Number(v) + (h.FilamentMm ?? 0)),
        Word("Material Name 1", (h, v) => h.Materials = Names(v)),
        Word("Filament Type #1", (h, v) => h.Materials = Names(v)),
        Word("Filament Diameter #1", (h, v) => h.DiametersMm = Numbers(v)),
        Word("Nozzle Diameter #1", (h, v) => h.NozzleMm = Number(v)),

        Word("Estimated Build Time", (h, v) => h.DurationSeconds = Durations.Parse(v)),
        Word("MATERIAL", (h, v) => h.FilamentMm3 = Number(v)),
        Word("EXTRUDER_TRAIN.0.MATERIAL.VOLUME_USED", (h, v) => h.FilamentMm3 = Number(v)),
        Word("NOZZLE_DIAMETER", (h, v) => h.NozzleMm = Number(v)),
    ];

    public static void Take(SlicerHeader header, ReadOnlySpan<byte> comment)
    {
        int equals = comment.IndexOf((byte)'=');
        int colon = comment.IndexOf((byte)':');
        int at = equals >= 0 && (colon < 0 || equals < colon) ? equals : colon;
        if (at > 0)
        {
            ReadOnlySpan<byte> key = comment[..at].Trim((byte)' ');
            foreach ((byte[] known, Setter set) in Keys)
            {
                if (!key.SequenceEqual(known))
                    continue;
                set(header, Text(comment[(at + 1)..]));
                return;
            }
        }

        if (header.Name is null)
            TakeAuthor(header, comment);
    }

    /// <summary>From a key and value that are already apart, as in bgcode's metadata.</summary>
    public static void Take(SlicerHeader header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        foreach ((byte[] known, Setter set) in Keys)
        {
            if (!key.SequenceEqual(known))
                continue;
            set(header, Text(value));
            return;
        }

        if (header.Name is null && key.SequenceEqual("Producer"u8))
            (header.Name, header.Version) = Split(Text(value));
    }

    static void TakeAuthor(SlicerHeader header, ReadOnlySpan<byte> comment)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["generated by ", "Generated with ", "Sliced by ", "G-Code generated by ", "generated with "])
        {
            if (comment.Length <= prefix.Length || !Ascii.Equals(comment[..prefix.Length], prefix))
                continue;
            (header.Name, header.Version) = Split(Text(comment[prefix.Length..]));
            return;
        }

        foreach (string name in (ReadOnlySpan<string>)["BambuStudio ", "KISSlicer"])
        {
            if (comment.Length >= name.Length && Ascii.Equals(comment[..name.Length], name))
                (header.Name, header.Version) = Split(Text(comment));
        }
    }

    /// <summary>"PrusaSlicer 2.5.0 on 2026-…", "Simplify3D(R) Version 4.1.2", "PrusaSlicer-2.6.0+linux": the name and what begins with a digit.</summary>
    static (string Name, string? Version) Split(string text)
    {
        string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return ("", null);
        string name = words[0].Replace("(R)", "", StringComparison.Ordinal).TrimEnd(',');
        int hyphen = name.IndexOf('-');
        if (hyphen > 0 && hyphen + 1 < name.Length && char.IsAsciiDigit(name[hyphen + 1]))
            return (name[..hyphen], name[(hyphen + 1)..]);
        string? version = words.Skip(1).Take(3).FirstOrDefault(w => char.IsAsciiDigit(w[0]) || (w.Length > 1 && w[0] == 'v' && char.IsAsciiDigit(w[1])));
        return (name, version?.TrimEnd(','));
    }

    static (byte[] Key, Setter Set) Word(string key, Setter set) => (Encoding.UTF8.GetBytes(key), set);

    /// <summary>UTF-8, or Latin-1 where it is not; at most 400 characters.</summary>
    static string Text(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, 400)].Trim(" \r\t"u8);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    static string? Name(string value) => value.Trim('"', ' ') is { Length: > 0 } name ? name : null;

    static List<string> Names(string value) =>
        [.. value.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(64).Select(n => n.Trim('"').ToUpperInvariant())];

    static List<double> Numbers(string value) =>
        [.. value.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(64).Select(n => Number(n) ?? 0)];

    static double? Sum(string value) => Numbers(value) is { Count: > 0 } all ? all.Sum() : null;

    static double? Positive(double? value) => value > 0 ? value : null;

    static int? Whole(string value) => Number(value) is >= 0 and < int.MaxValue and var n ? (int)n : null;

    /// <summary>"1.23m, 0.5m" (Cura) or "123.4mm (1.2cm3)" (Slic3r); mm.</summary>
    static double? Metres(string value)
    {
        double sum = 0;
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries))
            sum += (Number(part) ?? 0) * (part.Contains("mm", StringComparison.Ordinal) ? 1 : part.Contains('m') ? 1000 : 1);
        return sum;
    }

    /// <summary>The number that the text begins with.</summary>
    static double? Number(string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        int length = text.IndexOfAnyExcept(NumberCharacters);
        if (length >= 0)
            text = text[..length];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }
}
