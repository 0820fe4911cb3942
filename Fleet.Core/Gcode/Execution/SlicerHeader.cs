using System.Text;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Collects what slicers write about a program, in all their spellings. See <see cref="SlicerWords"/> for the words.</summary>
sealed class SlicerHeader
{
    public string? Name { get; set; }
    public string? Version { get; set; }
    public double? DurationSeconds { get; set; }
    public double? FilamentMm { get; set; }
    public double? FilamentMm3 { get; set; }
    public double? FilamentGrams { get; set; }
    public int? LayerCount { get; set; }
    public double? LayerHeightMm { get; set; }
    public double? MaxZMm { get; set; }
    public double? NozzleMm { get; set; }
    public string? PrinterModel { get; set; }
    public string? Flavor { get; set; }

    /// <summary>The settings at the end have begun and not ended: the file breaks off in them.</summary>
    public bool ConfigOpen { get; set; }
    public IReadOnlyList<string> Materials { get; set; } = [];
    public IReadOnlyList<double> DensitiesGPerCm3 { get; set; } = [];
    public IReadOnlyList<double> DiametersMm { get; set; } = [];

    public SlicerInfo ToInfo() => new(Name, Version, new SlicerClaims
    {
        DurationSeconds = DurationSeconds,
        FilamentMm = FilamentMm,
        FilamentMm3 = FilamentMm3,
        FilamentGrams = FilamentGrams,
        LayerCount = LayerCount,
        LayerHeightMm = LayerHeightMm,
        MaxZMm = MaxZMm,
    });

    public void Take(ReadOnlySpan<byte> comment) => SlicerWords.Take(this, comment);

    public void Take(string key, string value) => SlicerWords.Take(this, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
}
