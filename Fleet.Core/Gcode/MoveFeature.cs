namespace Fleet.Core.Gcode;

/// <summary>What a move makes, from the slicer's comments or, without them, from the move itself.</summary>
public enum MoveFeature : byte
{
    Travel,

    /// <summary>Extruding, but the program does not say what.</summary>
    Extrude,
    OuterWall,
    InnerWall,
    OverhangWall,
    Infill,
    SolidInfill,
    TopSurface,
    Bridge,
    GapFill,
    Skirt,
    Support,
    SupportInterface,
    WipeTower,
    Ironing,

    /// <summary>Start, end and other custom code.</summary>
    Custom,

    /// <summary>Feed move of a mill or a burning laser.</summary>
    Cut,

    /// <summary>Feed move straight down of a mill.</summary>
    Plunge,
}
