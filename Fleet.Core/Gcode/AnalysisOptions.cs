namespace Fleet.Core.Gcode;

/// <summary>How to analyse. The defaults suit an upload.</summary>
public sealed record AnalysisOptions
{
    public static AnalysisOptions Default { get; } = new();

    /// <summary>What blocks and what warns.</summary>
    public AnalysisPolicy Policy { get; init; } = AnalysisPolicy.Default;

    /// <summary>Density of the lot that will be used; overrides what the program says. Null: the program's, else the material's.</summary>
    public double? DensityGPerCm3 { get; init; }

    /// <summary>Temperature at which everything starts, °C.</summary>
    public double AmbientC { get; init; } = 25;

    /// <summary>False: reads and measures without planning motion; about twice as fast, all times are then 0.</summary>
    public bool WithMotionTime { get; init; } = true;

    /// <summary>Which plate of a .3mf file, from 1. Null: the only one, or the first.</summary>
    public int? Plate { get; init; }

    /// <summary>Most entries in the list of layers; above it every second one is left out.</summary>
    public int MaxLayerMarks { get; init; } = 8192;

    /// <summary>Motion between two restart points, seconds.</summary>
    public double RestartSpacingSeconds { get; init; } = 10;

    /// <summary>Begins here instead of at the first line; the stream must stand at <see cref="RestartPoint.Offset"/> of the plain program.</summary>
    public RestartPoint? StartAt { get; init; }

    /// <summary>Sees every move while the program is read; for previews and toolpaths. Null: nobody.</summary>
    public IMotionObserver? Observer { get; init; }
}
