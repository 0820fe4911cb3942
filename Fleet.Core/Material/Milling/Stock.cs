namespace Fleet.Core.Material.Milling;

/// <summary>A plate or block before it is milled, in the coordinates of the program. mm.</summary>
/// <param name="MinXMm">Left edge.</param>
/// <param name="MinYMm">Near edge.</param>
/// <param name="TopZMm">Upper face; usually 0.</param>
public sealed record Stock(double MinXMm, double MinYMm, double TopZMm, double LengthMm, double WidthMm, double ThicknessMm)
{
    public double VolumeMm3 => LengthMm * WidthMm * ThicknessMm;

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Fault() => new[] { LengthMm, WidthMm, ThicknessMm }.Any(size => !(size is > 0 and <= 10_000))
        ? $"A stock of {LengthMm} × {WidthMm} × {ThicknessMm} mm cannot be. Write length, width and thickness in mm, each above 0."
        : null;
}
