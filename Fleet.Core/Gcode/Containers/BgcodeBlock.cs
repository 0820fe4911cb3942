namespace Fleet.Core.Gcode.Containers;

/// <summary>Kinds of block in a binary G-code file.</summary>
enum BgcodeBlock : ushort
{
    FileMetadata = 0,
    Gcode = 1,
    SlicerMetadata = 2,
    PrinterMetadata = 3,
    PrintMetadata = 4,
    Thumbnail = 5,
}
