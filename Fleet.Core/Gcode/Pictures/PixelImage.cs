namespace Fleet.Core.Gcode.Pictures;

/// <summary>Pixels in rows from the top, four bytes each: red, green, blue, opacity (not premultiplied).</summary>
public sealed record PixelImage(int WidthPx, int HeightPx, byte[] Rgba);
