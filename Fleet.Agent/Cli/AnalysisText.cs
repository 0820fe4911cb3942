using System.Globalization;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Cli;

/// <summary>An analysis for people: one fact per line.</summary>
sealed class AnalysisText(TextWriter output)
{
    internal void Write(string name, AnalysisOutcome.Analysed analysed, Profile? machine)
    {
        ProgramAnalysis a = analysed.Analysis;
        output.WriteLine(name);
        Row("made by", Join(" ", a.Slicer.Name ?? "unknown", a.Slicer.Version, a.PrinterModel is { } model ? $"for {model}" : null));
        Row("timed for", machine is null ? "assumed limits; name a machine with --profile" : machine.Name);
        Row("time", $"{Span(a.DurationSeconds)}: {Join(", ", $"{Span(a.MotionSeconds)} of motion", Part(a.HeatUpSeconds, "of heating"), Part(a.HomingSeconds, "of homing and probing"))}");
        if (a.Slicer.Claims.DurationSeconds is { } claimed)
            Row("slicer says", Span(claimed));
        foreach (FilamentUse use in a.Filament)
            Row($"filament T{use.Tool}", Filament(use));
        if (a.Slicer.Claims.FilamentMm is { } claimedMm)
            Row("slicer says", Join(", ", Text($"{claimedMm:0.0} mm"), a.Slicer.Claims.FilamentGrams is { } grams ? Text($"{grams:0.00} g") : null));
        if (a.CutLengthMm > 0)
            Row("cut", Join(", ", Text($"{a.CutLengthMm / 1000:0.00} m"), Part(a.SpindleSeconds, "with the spindle on"), Part(a.LaserOnSeconds, "with the laser on")));
        if ((a.ModelBounds ?? a.WorkBounds) is { } work)
            Row("part", Box(work));
        if (a.Bounds is { } all)
            Row("all moves", Box(all));
        Row("program", Text($"{a.LayerCount} layers, {a.MoveCount} moves, {a.ArcCount} arcs, {a.LineCount} lines, {a.SizeBytes / 1e6:0.0} MB, {a.DistanceMm / 1000:0.0} m of way"));
        Row("highest", Join(", ", Degrees("nozzle", a.MaxNozzleC), Degrees("bed", a.MaxBedC), Degrees("chamber", a.MaxChamberC), Text($"F{a.MaxFeedMmPerMin:0}"),
            a.MaxSpindleRpm is { } rpm ? Text($"S{rpm:0}") : null, a.MaxLaserS is { } power ? Text($"S{power:0}") : null));
        if (analysed.Thumbnails.Count > 0)
            Row("pictures", string.Join(", ", analysed.Thumbnails.Select(t => Text($"{t.WidthPx}×{t.HeightPx} {t.Format}"))));
        Row("findings", a.Findings.Count == 0 ? "none" : Text($"{a.Findings.Count}"));
        foreach (Finding finding in a.Findings)
            output.WriteLine($"    {Mark(finding.Severity)} {finding.Sentence} [{finding.Code}]");
    }

    static string Filament(FilamentUse use) => Join(", ",
        Text($"{use.LengthMm:0.0} mm"), Text($"{use.VolumeMm3 / 1000:0.00} cm³"),
        use.MassGrams is { } grams ? Join(" ", Text($"{grams:0.00} g"), use.Material) : use.Material,
        Math.Abs(use.LengthMm - use.LengthWithoutStartAndEndMm) > 0.05 ? Text($"{use.LengthWithoutStartAndEndMm:0.0} mm without start and end code") : null,
        Math.Abs(use.LengthMm - use.FedLengthMm) > 0.05 ? Text($"{use.FedLengthMm:0.0} mm with the program's flow setting") : null)!;

    void Row(string name, string? text) => output.WriteLine($"  {name,-14}{text}");

    static string Mark(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Blocking => "STOP ",
        FindingSeverity.Warning => "warn ",
        _ => "note ",
    };

    static string Box(Bounds box) => Text(
        $"{box.Max.X - box.Min.X:0.#} × {box.Max.Y - box.Min.Y:0.#} × {box.Max.Z - box.Min.Z:0.#} mm (X {box.Min.X:0.#} to {box.Max.X:0.#}, Y {box.Min.Y:0.#} to {box.Max.Y:0.#}, Z {box.Min.Z:0.##} to {box.Max.Z:0.##})");

    static string? Degrees(string what, double? celsius) => celsius is { } c ? Text($"{what} {c:0} °C") : null;

    static string? Part(double seconds, string what) => seconds > 0 ? $"{Span(seconds)} {what}" : null;

    static string Span(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Round(Math.Min(seconds, 1e9)));
        return span.TotalHours >= 1 ? Text($"{(int)span.TotalHours} h {span.Minutes} min") : span.TotalMinutes >= 1 ? Text($"{span.Minutes} min {span.Seconds} s") : Text($"{span.Seconds} s");
    }

    static string Join(string between, params string?[] parts) => string.Join(between, parts.Where(part => part is not null));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
