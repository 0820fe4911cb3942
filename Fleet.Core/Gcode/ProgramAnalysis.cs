using System.Text.Json.Serialization;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode;

/// <summary>
/// What a program will do. Serialises with System.Text.Json in camelCase; the field names are public and described in
/// <c>docs/gcode-analysis.md</c>. Millimetres, seconds, °C, grams.
/// </summary>
public sealed record ProgramAnalysis
{
    /// <summary>From the first line to the last: motion, heating, homing, probing.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>What the motion planner executes: moves and dwells.</summary>
    public required double MotionSeconds { get; init; }

    /// <summary>The dwells within <see cref="MotionSeconds"/> (G4).</summary>
    public double DwellSeconds { get; init; }

    /// <summary>Waiting for heaters, by the profile's thermal model.</summary>
    public double HeatUpSeconds { get; init; }

    /// <summary>Homing and probing, by the profile's motion model.</summary>
    public double HomingSeconds { get; init; }

    /// <summary>By tool number; only tools that extrude.</summary>
    public required IReadOnlyList<FilamentUse> Filament { get; init; }

    /// <summary>All moves; null for a program without any.</summary>
    public Bounds? Bounds { get; init; }

    /// <summary>What is extruded or cut; null when nothing is.</summary>
    public Bounds? WorkBounds { get; init; }

    /// <summary>What is extruded by the slicer's own code, without purge lines in custom code; null when unknown.</summary>
    public Bounds? ModelBounds { get; init; }

    public int LayerCount { get; init; }

    /// <summary>Moves of the program; an arc is one.</summary>
    public long MoveCount { get; init; }

    public long ArcCount { get; init; }
    public long LineCount { get; init; }

    /// <summary>Of the plain program, after unpacking.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Path of all moves.</summary>
    public double DistanceMm { get; init; }

    /// <summary>Path of feed moves with a turning spindle or a burning laser.</summary>
    public double CutLengthMm { get; init; }

    /// <summary>Path of extruding moves.</summary>
    public double ExtrudePathMm { get; init; }

    public double SpindleSeconds { get; init; }
    public double LaserOnSeconds { get; init; }

    public required SlicerInfo Slicer { get; init; }

    /// <summary>A guess from the program's words; null when nothing tells.</summary>
    public MachineKind? Kind { get; init; }

    /// <summary>The first tool's material as the program says it, upper case, for instance PETG.</summary>
    public string? Material { get; init; }

    public double? NozzleMm { get; init; }

    /// <summary>The model of machine that the program was made for, in the slicer's spelling.</summary>
    public string? PrinterModel { get; init; }

    /// <summary>Highest temperature asked for; null when never heated.</summary>
    public double? MaxNozzleC { get; init; }

    public double? MaxBedC { get; init; }
    public double? MaxChamberC { get; init; }
    public double MaxFeedMmPerMin { get; init; }

    [JsonIgnore]
    internal long MaxFeedLine { get; init; }

    [JsonIgnore]
    internal long MaxNozzleLine { get; init; }

    /// <summary>Highest S of a running spindle or laser; null when none runs.</summary>
    public double? MaxSpindleRpm { get; init; }

    public double? MaxLaserS { get; init; }

    /// <summary>Every tool that the program uses.</summary>
    public IReadOnlyList<ToolUse> Tools { get; init; } = [];

    /// <summary>Names of the objects on the plate, where the program marks them.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>The profile that times and checks are computed for; null: assumed limits.</summary>
    public string? ProfileId { get; init; }

    /// <summary>By line; at most one of each code, with the number of times it happens.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
