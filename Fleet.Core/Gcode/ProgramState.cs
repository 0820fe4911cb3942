using Fleet.Core.Gcode.Reading;

namespace Fleet.Core.Gcode;

/// <summary>
/// What the lines before a place have made of the machine: everything that must be set again before the program can go on there. mm, mm/min, °C.
/// </summary>
public sealed record ProgramState
{
    /// <summary>In the coordinates that the next line is written in; null where the program has not moved yet.</summary>
    public Point? Position { get; init; }

    /// <summary>What <c>G92 E</c> must declare, in the program's unit.</summary>
    public double PositionE { get; init; }

    public int Tool { get; init; }

    /// <summary>By tool number; null for a tool that was never heated.</summary>
    public required IReadOnlyList<double?> NozzleTargetsC { get; init; }

    public double BedTargetC { get; init; }
    public double ChamberTargetC { get; init; }

    /// <summary>Part fan, 0 to 1.</summary>
    public double FanShare { get; init; }

    public double FeedMmPerMin { get; init; }

    /// <summary>M220 and, of the active tool, M221; 1 is as programmed.</summary>
    public double FeedFactor { get; init; }

    public double FlowFactor { get; init; }

    /// <summary>G91, and M83 or what the firmware makes of G91.</summary>
    public bool AxesRelative { get; init; }

    public bool ExtruderRelative { get; init; }

    /// <summary>G10 without a G11 after it.</summary>
    public bool Retracted { get; init; }

    /// <summary>G20.</summary>
    public bool Inches { get; init; }

    /// <summary>17, 18 or 19.</summary>
    public int Plane { get; init; }

    /// <summary>The active work coordinate system: 1 for G54 to 9 for G59.3.</summary>
    public int WorkSystem { get; init; }

    /// <summary>M3 or M4, and S.</summary>
    public bool ToolOn { get; init; }

    /// <summary>M4: the spindle turns left, the laser follows the speed.</summary>
    public bool ToolReversed { get; init; }

    public double ToolSpeed { get; init; }

    /// <summary>M7, M8.</summary>
    public bool Mist { get; init; }

    public bool Flood { get; init; }

    internal static ProgramState Of(in ModalState state) => new()
    {
        Position = state.Moved
            ? new(state.X - state.ShiftX - state.WorkX, state.Y - state.ShiftY - state.WorkY, state.Z - state.ShiftZ - state.WorkZ) : null,
        PositionE = state.Extrusion.PositionE / state.MmPerUnit,
        Tool = state.Tool,
        NozzleTargetsC = state.NozzleTargets.All,
        BedTargetC = state.BedTargetC,
        ChamberTargetC = state.ChamberTargetC,
        FanShare = state.FanShare,
        FeedMmPerMin = state.FeedMmPerMin,
        FeedFactor = state.FeedFactor,
        FlowFactor = state.Extrusion.Flow,
        AxesRelative = state.Relative,
        ExtruderRelative = state.Extrusion.IsRelative,
        Retracted = state.Extrusion.IsRetracted,
        Inches = state.MmPerUnit > 1,
        Plane = state.Plane,
        WorkSystem = state.WorkSystem + 1,
        ToolOn = state.ToolOn,
        ToolReversed = state.DynamicLaser,
        ToolSpeed = state.SpindleS,
        Mist = state.Mist,
        Flood = state.Flood,
    };
}
