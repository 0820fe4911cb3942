namespace Fleet.Core.Gcode.Motion;

/// <summary>One straight move for a planner; lengths in mm, arcs already cut into chords.</summary>
struct PlannedMove
{
    public double Dx, Dy, Dz;

    /// <summary>Filament, M221 applied.</summary>
    public double De;

    /// <summary>Of the path of X, Y and Z; of the filament when only the extruder turns.</summary>
    public double LengthMm;

    /// <summary>As the program asks, M220 applied.</summary>
    public double FeedMmPerS;

    public bool OnlyExtruder;

    /// <summary>G0 of the GRBL family: as fast as the axes allow.</summary>
    public bool Rapid;

    /// <summary>The spindle turns or the laser burns during this move.</summary>
    public bool ToolOn;

    public long Line;

    /// <summary>Filament used when this move is done, all tools; for the timeline.</summary>
    public double FilamentMm;

    /// <summary>Radius of the arc that this chord and the one before it belong to; 0 at any other corner.</summary>
    public double ArcRadiusMm;
}
