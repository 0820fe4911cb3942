using Fleet.Core.Gcode.Reading;

namespace Fleet.Core.Gcode.Execution;

/// <summary>What is measured while a program is read. Millimetres, °C.</summary>
struct Tally
{
    public BoundsBuilder All;
    public BoundsBuilder Work;
    public BoundsBuilder Model;
    public long Moves;
    public long Arcs;
    public double DistanceMm;
    public double CutMm;
    public double ExtrudePathMm;
    public double MaxNozzleC;
    public double MaxBedC;
    public double MaxChamberC;
    public double MaxFeedMmPerMin;
    public long MaxFeedLine;
    public long MaxNozzleLine;
    public double MaxSpindleS;
    public double DwellSeconds;
    public uint ToolsUsed;
    public long CodeLines;
    public long MacroLines;
    public long ProseLines;
    public long FirstProseLine;

    /// <summary>Layers by marks in comments, and by the height of what is extruded or cut.</summary>
    public int MarkedLayers;
    public int SeenLayers;
    public double LayerZ;
}
