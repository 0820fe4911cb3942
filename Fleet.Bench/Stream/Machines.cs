using Fleet.Core.Machines;

namespace Fleet.Bench.Stream;

/// <summary>The machines that the bench believes to be driving.</summary>
static class Machines
{
    internal static Profile Printer { get; } = Of(MachineKind.Fff, FirmwareFamily.Marlin, PlannerKind.MarlinJunctionDeviation, ToolKind.Extruder);

    internal static Profile Router { get; } = Of(MachineKind.CncRouter, FirmwareFamily.Grbl, PlannerKind.Grbl, ToolKind.Spindle);

    static Profile Of(MachineKind kind, FirmwareFamily family, PlannerKind planner, ToolKind tool) => new()
    {
        Id = "bench",
        Name = "Bench",
        Vendor = "Fleet",
        Kind = kind,
        Envelope = new Envelope { MaxXMm = 300, MaxYMm = 300, MaxZMm = 300 },
        Firmware = new FirmwareTraits { Family = family, Planner = planner },
        Motion = new MotionLimits
        {
            MaxFeedMmPerS = new AxisValues { X = 200, Y = 200, Z = 20, E = 100 },
            MaxAccelerationMmPerS2 = new AxisValues { X = 1000, Y = 1000, Z = 200, E = 5000 },
        },
        Tools = [new Tool { Kind = tool }],
        Power = new PowerModel { StandbyW = 0, ReadyW = 0, WarmUpW = 0, ProcessingW = 0, Source = "none" },
    };
}
