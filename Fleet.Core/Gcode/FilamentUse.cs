namespace Fleet.Core.Gcode;

/// <summary>What one tool extrudes.</summary>
/// <param name="Tool">Tool number from 0.</param>
/// <param name="LengthMm">
/// Filament that has left the spool for good: the highest mark that the sum of all extrusions and retractions reaches.
/// A retraction still open at the end does not count back, as slicers do it. Flow changes (M221) are not in it.
/// </param>
/// <param name="VolumeMm3">Length times the filament's cross-section.</param>
/// <param name="MassGrams">Volume times density; null while nobody has named a density or a known material.</param>
/// <param name="Material">Upper case, for instance PETG; null when the program does not say.</param>
/// <param name="LengthWithoutStartAndEndMm">
/// The same without the purge of start code, end code and other custom code: the figure that slicers print.
/// </param>
/// <param name="FedLengthMm">What the firmware really feeds: with M221 applied.</param>
public sealed record FilamentUse(
    int Tool,
    double LengthMm,
    double VolumeMm3,
    double? MassGrams,
    string? Material,
    double LengthWithoutStartAndEndMm,
    double FedLengthMm)
{
    /// <summary>Of the filament, mm.</summary>
    public double DiameterMm { get; init; } = 1.75;

    /// <summary>Null when unknown.</summary>
    public double? DensityGPerCm3 { get; init; }
}
