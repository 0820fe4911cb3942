using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Core.Gcode;
using Fleet.Core.Scheduling;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Programs;

/// <summary>An analysis as the database keeps it, and what the plan takes from it.</summary>
public static class ProgramFacts
{
    /// <summary>How everything public is written: camelCase, enums as words.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(ProgramAnalysis analysis) => JsonSerializer.Serialize(analysis, Json);

    public static ProgramAnalysis Read(string json) =>
        JsonSerializer.Deserialize<ProgramAnalysis>(json, Json) ?? throw new FormatException("The stored analysis is empty.");

    public static ProgramNeeds NeedsOf(ProgramRow program)
    {
        var analysis = Read(program.Analysis);
        return new()
        {
            Kind = analysis.Kind,
            Extent = (analysis.ModelBounds ?? analysis.WorkBounds) is { } box
                ? new(box.Min.X, box.Min.Y, box.Min.Z, box.Max.X, box.Max.Y, box.Max.Z)
                : null,
            NozzleMm = analysis.NozzleMm,
            Material = analysis.Material,
            PrinterModel = analysis.PrinterModel,
            Slicer = analysis.Slicer.Name,
            MaxNozzleC = analysis.MaxNozzleC ?? 0,
            MaxBedC = analysis.MaxBedC ?? 0,
            FilamentG = analysis.Filament.Sum(use => use.MassGrams ?? 0),
            DurationSeconds = analysis.DurationSeconds,
        };
    }
}
