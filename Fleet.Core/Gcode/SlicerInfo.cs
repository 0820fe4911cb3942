namespace Fleet.Core.Gcode;

/// <summary>Who wrote the program.</summary>
/// <param name="Name">For instance PrusaSlicer; null when the program does not say.</param>
public sealed record SlicerInfo(string? Name, string? Version, SlicerClaims Claims);
