namespace Fleet.Core.Machines;

/// <summary>How the machine is spoken to and how its planner works, as shipped. A driver corrects it from what the firmware says.</summary>
public sealed record FirmwareTraits
{
    public required FirmwareFamily Family { get; init; }

    /// <summary>Which mathematics the motion planner uses; decides the motion time.</summary>
    public required PlannerKind Planner { get; init; }

    /// <summary>Slots of the planner's ring buffer; Marlin and GRBL ship 16. For Klipper, which looks ahead over its whole queue, ignored.</summary>
    public int PlannerBlocks { get; init; } = 16;

    /// <summary>Bytes that the firmware's receive buffer holds; 128 on AVR Marlin and GRBL 1.1.</summary>
    public int ReceiveBufferBytes { get; init; } = 128;

    /// <summary>Lines that Marlin's command queue holds (<c>BUFSIZE</c>); 4 as shipped. GRBL counts bytes only.</summary>
    public int CommandQueueLines { get; init; } = 4;
}
