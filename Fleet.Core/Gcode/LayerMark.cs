namespace Fleet.Core.Gcode;

/// <summary>Where a layer begins.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Offset">Byte offset of that line in the plain program.</param>
/// <param name="ZMm">Height of the layer, as far as known at its first extrusion.</param>
public sealed record LayerMark(int Index, long Line, long Offset, double ZMm);
