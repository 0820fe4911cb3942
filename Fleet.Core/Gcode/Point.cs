namespace Fleet.Core.Gcode;

/// <summary>A position in mm, in the coordinates of the program.</summary>
public readonly record struct Point(double X, double Y, double Z);
