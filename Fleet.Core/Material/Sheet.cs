namespace Fleet.Core.Material;

/// <summary>A sheet, board or block. mm.</summary>
public sealed record Sheet(double LengthMm, double WidthMm, double ThicknessMm)
{
    const double MostMm = 10_000;

    public double AreaMm2 => LengthMm * WidthMm;

    public double VolumeMm3 => AreaMm2 * ThicknessMm;

    public double MassG(double densityGPerCm3) => VolumeMm3 / 1000 * densityGPerCm3;

    /// <summary>Whether a piece can come out of this, lengthwise or across.</summary>
    public bool Holds(Sheet piece) =>
        piece.ThicknessMm <= ThicknessMm && Math.Max(piece.LengthMm, piece.WidthMm) <= Math.Max(LengthMm, WidthMm)
        && Math.Min(piece.LengthMm, piece.WidthMm) <= Math.Min(LengthMm, WidthMm);

    public string? Fault() => new[] { LengthMm, WidthMm, ThicknessMm }.Any(size => !(size is > 0 and <= MostMm))
        ? $"A sheet of {LengthMm} × {WidthMm} × {ThicknessMm} mm cannot be. Write length, width and thickness in mm, each above 0." : null;

    /// <summary>Typical density of a sheet material in g/cm³, from makers' data sheets; null for a material that is not listed.</summary>
    public static double? TypicalDensityGPerCm3(string? material) => material?.Trim().ToUpperInvariant() switch
    {
        "PLYWOOD" or "SPERRHOLZ" => 0.68,
        "MDF" => 0.75,
        "BEECH" or "BUCHE" => 0.72,
        "OAK" or "EICHE" => 0.69,
        "PINE" or "KIEFER" => 0.51,
        "ACRYLIC" or "PMMA" or "ACRYL" => 1.19,
        "POM" => 1.41,
        "PC" => 1.20,
        "HDPE" or "PE" => 0.95,
        "PVC" => 1.38,
        "ALUMINIUM" or "ALUMINUM" or "ALU" => 2.70,
        "BRASS" or "MESSING" => 8.5,
        "STEEL" or "STAHL" => 7.85,
        "CARDBOARD" or "PAPPE" => 0.69,
        "LEATHER" or "LEDER" => 0.86,
        _ => null,
    };
}
