namespace Fleet.Core.Gcode;

/// <summary>A picture from inside a program, in the format it was stored in.</summary>
public sealed record Thumbnail(int WidthPx, int HeightPx, ThumbnailFormat Format, byte[] Data);
