namespace Fleet.Core.Gcode;

/// <summary>The smallest box, parallel to the axes, that holds a set of moves; mm.</summary>
public sealed record Bounds(Point Min, Point Max);
