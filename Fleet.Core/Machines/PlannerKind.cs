namespace Fleet.Core.Machines;

/// <summary>The corner-speed rule and look-ahead of a motion planner.</summary>
public enum PlannerKind
{
    /// <summary>Marlin 2 with junction deviation (<c>M205 J</c>).</summary>
    MarlinJunctionDeviation,

    /// <summary>Marlin, Prusa and Repetier with classic jerk (<c>M205 X Y Z E</c>).</summary>
    MarlinClassicJerk,

    /// <summary>GRBL, grblHAL and FluidNC (<c>$11</c>).</summary>
    Grbl,

    /// <summary>Klipper: square corner velocity and minimum cruise ratio.</summary>
    Klipper,
}
