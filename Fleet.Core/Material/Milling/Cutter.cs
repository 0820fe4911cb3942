namespace Fleet.Core.Material.Milling;

/// <summary>The turning shape of a milling tool, below its tip at 0. mm.</summary>
/// <param name="Kind">Flat, ball or V.</param>
/// <param name="DiameterMm">Of the cutting part.</param>
/// <param name="AngleDegrees">V: the full angle between its flanks; otherwise unused.</param>
public sealed record Cutter(CutterKind Kind, double DiameterMm, double AngleDegrees = 90)
{
    public double RadiusMm => DiameterMm / 2;

    /// <summary>How far above the tip the surface is at a distance from the axis.</summary>
    public double HeightMm(double fromAxisMm) => Kind switch
    {
        CutterKind.Ball => RadiusMm - Math.Sqrt(Math.Max(0, RadiusMm * RadiusMm - fromAxisMm * fromAxisMm)),
        CutterKind.V => fromAxisMm / Math.Tan(AngleDegrees * Math.PI / 360),
        _ => 0,
    };

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Fault() =>
        !(DiameterMm is >= 0.05 and <= 200) ? $"A tool of {DiameterMm} mm cannot be. Write the diameter of its cutting part, 0.05 to 200 mm."
        : Kind == CutterKind.V && !(AngleDegrees is >= 5 and <= 170) ? $"A V tool of {AngleDegrees}° cannot be. Write the full angle between its flanks, 5 to 170."
        : null;
}
