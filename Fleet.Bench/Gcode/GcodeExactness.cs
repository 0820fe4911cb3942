using System.Globalization;
using Fleet.Core.Gcode;

namespace Fleet.Bench.Gcode;

/// <summary>Every sample of the shared data beside what its slicer claims. Times against firmware are in the tests, which can run it.</summary>
static class GcodeExactness
{
    public static void Print()
    {
        List<BenchProgram> samples = BenchProgram.Samples();
        if (samples.Count == 0)
            return;
        Console.WriteLine();
        Console.WriteLine("| sample | filament, all | without start and end code | slicer claims | differs by | motion, assumed limits | slicer claims |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (BenchProgram sample in samples)
        {
            if (ProgramAnalyser.Analyse(new MemoryStream(sample.Bytes), null, AnalysisOptions.Default, CancellationToken.None) is AnalysisOutcome.Analysed done)
                Console.WriteLine(Row(sample.Name, done.Analysis));
        }
    }

    static string Row(string name, ProgramAnalysis analysis)
    {
        double all = analysis.Filament.Sum(use => use.LengthMm), body = analysis.Filament.Sum(use => use.LengthWithoutStartAndEndMm);
        SlicerClaims claims = analysis.Slicer.Claims;
        string differs = claims.FilamentMm is > 0 and var claimed ? string.Create(CultureInfo.InvariantCulture, $"{100 * (body / claimed - 1):+0.000;-0.000;0.000} %") : "–";
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {Mm(all)} | {Mm(body)} | {Mm(claims.FilamentMm)} | {differs} | {analysis.MotionSeconds:0} s | {Seconds(claims.DurationSeconds)} |");
    }

    static string Mm(double? value) => value is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} mm") : "–";

    static string Seconds(double? value) => value is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s:0} s") : "–";
}
