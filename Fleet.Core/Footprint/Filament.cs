namespace Fleet.Core.Footprint;

/// <summary>From filament length to mass.</summary>
public static class Filament
{
    /// <summary>Assumed where neither lot nor program says: PLA. g/cm³.</summary>
    public const double DefaultDensityGPerCm3 = 1.24;

    /// <summary>length · π/4 · diameter² · density, with mm³ to cm³.</summary>
    public static double MassG(double lengthMm, double diameterMm, double densityGPerCm3) =>
        lengthMm * Math.PI / 4 * diameterMm * diameterMm * densityGPerCm3 / 1000;

    /// <summary>
    /// Typical density of a filament material in g/cm³, from makers' data sheets; null for a material that is not listed.
    /// </summary>
    public static double? TypicalDensityGPerCm3(string? material) => material?.Trim().ToUpperInvariant() switch
    {
        "PLA" or "PLA+" => 1.24,
        "PETG" or "PET" => 1.27,
        "ABS" => 1.04,
        "ASA" => 1.07,
        "TPU" or "FLEX" => 1.21,
        "PA" or "NYLON" => 1.14,
        "PC" => 1.20,
        "PP" => 0.90,
        "HIPS" => 1.04,
        "PVA" => 1.23,
        "PVB" => 1.09,
        _ => null,
    };
}
