using System.Globalization;
using Fleet.Core.Gcode.Execution;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Checks;

/// <summary>Checks of the whole program, made when everything is measured; and the findings as sentences.</summary>
static class FinalChecks
{
    public static IReadOnlyList<Finding> Of(ProgramAnalysis analysis, FindingLog log, SlicerHeader header, Profile? profile, long lastLine, AnalysisPolicy policy)
    {
        if (analysis.MoveCount == 0)
            log.Hit(Check.NothingToDo, lastLine);
        MaterialHeat(analysis, log);
        Claims(analysis, log, header, lastLine);
        if (profile is not null)
            AgainstMachine(analysis, log, profile);
        return Sentences(log, profile, policy);
    }

    static void AgainstMachine(ProgramAnalysis analysis, FindingLog log, Profile profile)
    {
        bool cutting = profile.Kind != MachineKind.Fff;
        if (cutting && analysis.Bounds is { } box)
        {
            double x = box.Max.X - box.Min.X, y = box.Max.Y - box.Min.Y, z = box.Max.Z - box.Min.Z;
            Envelope reach = profile.Envelope;
            if (x > reach.SizeXMm + 0.01 || y > reach.SizeYMm + 0.01 || z > reach.SizeZMm + 0.01)
                log.Hit(Check.LargerThanMachine, 1, string.Create(CultureInfo.InvariantCulture, $"{x:0.#} × {y:0.#} × {z:0.#} mm"));
        }

        if (analysis.Kind is { } kind && !Fits(kind, profile.Kind))
            log.Hit(Check.WrongKind, 1, kind switch
            {
                MachineKind.Fff => "a filament printer",
                MachineKind.Laser => "a laser",
                _ => "a mill or router",
            });
        if (analysis.PrinterModel is { } model && !SameModel(model, profile))
            log.Hit(Check.OtherPrinter, 1, model);
        if (analysis.NozzleMm is { } nozzle && profile.Tools.FirstOrDefault(t => t.Kind == ToolKind.Extruder) is { } tool && Math.Abs(tool.NozzleMm - nozzle) > 0.01
            && log.Hit(Check.OtherNozzle, 1, nozzle))
            log.Say(Check.OtherNozzle, CheckTexts.N(tool.NozzleMm));
        double fastest = 60 * Math.Max(Math.Max(profile.Motion.MaxFeedMmPerS.X, profile.Motion.MaxFeedMmPerS.Y), Math.Max(profile.Motion.MaxFeedMmPerS.Z, profile.Motion.MaxFeedMmPerS.E));
        if (analysis.MaxFeedMmPerMin > fastest * 1.001)
            log.Hit(Check.FeedTooFast, analysis.MaxFeedLine, analysis.MaxFeedMmPerMin);
    }

    static bool Fits(MachineKind program, MachineKind machine) =>
        program == machine || (program is MachineKind.CncMill or MachineKind.CncRouter && machine is MachineKind.CncMill or MachineKind.CncRouter);

    /// <summary>The slicer's spelling and the profile's are compared by letters and digits alone: "MK3S" fits "Prusa i3 MK3S+".</summary>
    static bool SameModel(string model, Profile profile)
    {
        string wanted = Plain(model), vendor = Plain(profile.Vendor);
        if (vendor.Length > 0 && wanted.StartsWith(vendor, StringComparison.Ordinal))
            wanted = wanted[vendor.Length..];
        return Plain(profile.Name).Contains(wanted, StringComparison.Ordinal) || Plain(profile.Id).Contains(wanted, StringComparison.Ordinal)
            || (wanted.Length > 3 && wanted.Contains(Plain(profile.Name), StringComparison.Ordinal));
    }

    static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    static void MaterialHeat(ProgramAnalysis analysis, FindingLog log)
    {
        if (analysis.MaxNozzleC is { } hottest && MaterialFacts.MaxNozzleOf(analysis.Material) is { } allowed && hottest > allowed
            && log.Hit(Check.MaterialTooHot, analysis.MaxNozzleLine, hottest))
            log.Say(Check.MaterialTooHot, analysis.Material!);
    }

    static void Claims(ProgramAnalysis analysis, FindingLog log, SlicerHeader header, long lastLine)
    {
        if (header.ConfigOpen)
            log.Hit(Check.EndsEarly, lastLine, "the slicer's settings at its end break off");
        else if (header.LayerCount is { } promised && promised - analysis.LayerCount > Math.Max(2, promised / 20) && analysis.LayerCount > 0)
            log.Hit(Check.EndsEarly, lastLine, string.Create(CultureInfo.InvariantCulture, $"{analysis.LayerCount} of {promised} layers are there"));
        double measured = analysis.Filament.Sum(f => f.LengthWithoutStartAndEndMm);
        if (header.FilamentMm is > 1 and var claimed && Math.Abs(measured - claimed) > 0.01 * claimed && log.Hit(Check.ClaimDiffers, 1, measured))
            log.Say(Check.ClaimDiffers, CheckTexts.N(claimed) + " mm of filament");
    }

    static List<Finding> Sentences(FindingLog log, Profile? profile, AnalysisPolicy policy)
    {
        var findings = new List<Finding>();
        foreach (Check check in Enum.GetValues<Check>())
        {
            if (!log.Has(check))
                continue;
            CheckText text = CheckTexts.Of(check);
            if (policy.SeverityOf(text.Code, text.Severity) is not { } severity)
                continue;
            long count = log.Count(check), line = log.FirstLine(check);
            string where = count == 1 ? $"line {line}" : $"line {line} (and {count - 1} more)";
            string sentence = text.Sentence(new(where, log.Value(check), log.Text(check) ?? "", profile));
            findings.Add(new Finding(line, severity, text.Code, sentence) { Count = count });
        }

        findings.Sort((a, b) => (a.Line ?? 0).CompareTo(b.Line ?? 0));
        return findings;
    }
}
