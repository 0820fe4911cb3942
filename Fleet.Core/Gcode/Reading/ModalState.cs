using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>Everything that a line of G-code leaves behind for the next. Copied whole into restart points. Millimetres, mm/min.</summary>
struct ModalState
{
    /// <summary>Where the tool is, in the coordinates of the first work offset; G92 and offsets set by the program are taken out.</summary>
    public double X, Y, Z;

    /// <summary>What G92 adds to a programmed coordinate.</summary>
    public double ShiftX, ShiftY, ShiftZ;

    /// <summary>What the active work coordinate system adds, as far as the program itself set it.</summary>
    public double WorkX, WorkY, WorkZ;

    public double FeedMmPerMin;
    public double MmPerUnit;

    /// <summary>M220 as a factor.</summary>
    public double FeedFactor;

    /// <summary>What M220 B put aside for M220 R.</summary>
    public double KeptFeedFactor;

    public double SpindleS;
    public NozzleTargets NozzleTargets;
    public double BedTargetC;
    public double ChamberTargetC;

    /// <summary>Part fan, 0 to 1.</summary>
    public double FanShare;

    /// <summary>Last motion code times ten; 800 for none.</summary>
    public int Motion;

    /// <summary>17, 18 or 19.</summary>
    public int Plane;

    public int WorkSystem;
    public int Tool;
    public bool Relative;
    public bool AbsoluteArcCentres;
    public bool InverseTime;
    public bool CycleReturnsToR;
    public bool ToolOn;
    public bool DynamicLaser;
    public bool Mist;
    public bool Flood;
    public bool Homed;
    public bool Moved;
    public bool HotEnough;
    public bool InCycle;

    /// <summary>Sticky words of canned cycles.</summary>
    public double CycleR, CycleZ, CycleQ, CycleP, CycleStartZ;

    public ExtrusionState Extrusion;
    public Offsets WorkOffsets;

    public static ModalState Start(ExtruderRule rule) => new()
    {
        FeedMmPerMin = 0,
        MmPerUnit = 1,
        FeedFactor = 1,
        KeptFeedFactor = 1,
        Motion = 0,
        Plane = 17,
        WorkSystem = 0,
        Extrusion = ExtrusionState.Start(rule),
    };

    /// <summary>Nine work coordinate systems of three axes.</summary>
    [InlineArray(27)]
    public struct Offsets
    {
        double _first;
    }
}
