namespace Fleet.Core.Gcode;

/// <summary>What the program says about itself in its comments. Null: it does not say. Nothing here is measured.</summary>
public sealed record SlicerClaims
{
    public double? DurationSeconds { get; init; }

    /// <summary>Sum over all tools.</summary>
    public double? FilamentMm { get; init; }

    public double? FilamentMm3 { get; init; }
    public double? FilamentGrams { get; init; }
    public int? LayerCount { get; init; }
    public double? LayerHeightMm { get; init; }
    public double? MaxZMm { get; init; }
}
