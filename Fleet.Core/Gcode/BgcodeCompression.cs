namespace Fleet.Core.Gcode;

/// <summary>How a block of a binary G-code file is packed.</summary>
public enum BgcodeCompression
{
    None = 0,
    Deflate = 1,
    Heatshrink11 = 2,
    Heatshrink12 = 3,
}
