using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Lengths to volumes and masses.</summary>
static class FilamentReport
{
    public static IReadOnlyList<FilamentUse> Of(Interpreter run, SlicerHeader header, Profile? profile, AnalysisOptions options)
    {
        var uses = new List<FilamentUse>();
        for (int tool = 0; tool < ExtrusionState.Tools; tool++)
        {
            double length = run.State.Extrusion.LengthMm(tool);
            if (length <= 0)
                continue;
            double diameter = At(header.DiametersMm, tool) ?? ProfileDiameter(profile, tool) ?? 1.75;
            string? material = header.Materials.Count == 0 ? null : header.Materials[Math.Min(tool, header.Materials.Count - 1)];
            double? density = options.DensityGPerCm3 ?? At(header.DensitiesGPerCm3, tool) ?? MaterialFacts.DensityOf(material);
            double volume = length * Math.PI * diameter * diameter / 4;
            double body = run.Tools[tool].BodyMm;
            uses.Add(new FilamentUse(tool, length, volume, volume * density / 1000, material, body > 0 ? body : length, run.State.Extrusion.FedLengthMm(tool))
            {
                DiameterMm = diameter,
                DensityGPerCm3 = density,
            });
        }

        return uses;
    }

    static double? ProfileDiameter(Profile? profile, int tool) =>
        profile is not null && tool < profile.Tools.Count && profile.Tools[tool].Kind == ToolKind.Extruder ? profile.Tools[tool].FilamentMm : null;

    static double? At(IReadOnlyList<double> values, int tool) =>
        values.Count > 0 && values[Math.Min(tool, values.Count - 1)] is > 0 and var value ? value : null;
}
