using Fleet.Core.Machines;

namespace Fleet.Tests.Faults;

/// <summary>Machines and programs for fault tests: quick to heat, quick to move.</summary>
static class RigMachines
{
    internal static Profile Printer(FirmwareFamily family = FirmwareFamily.Marlin) => new()
    {
        Id = "rig-printer",
        Name = "Rig printer",
        Vendor = "Fleet",
        Kind = MachineKind.Fff,
        Envelope = new Envelope { MaxXMm = 250, MaxYMm = 210, MaxZMm = 210 },
        Firmware = new FirmwareTraits { Family = family, Planner = PlannerKind.MarlinJunctionDeviation },
        Motion = new MotionLimits
        {
            MaxFeedMmPerS = new AxisValues { X = 200, Y = 200, Z = 20, E = 120 },
            MaxAccelerationMmPerS2 = new AxisValues { X = 3000, Y = 3000, Z = 500, E = 5000 },
        },
        Tools = [new Tool { Kind = ToolKind.Extruder, HeaterW = 40, HeatUpSeconds = 60 }],
        Bed = new HeatedBed { HeaterW = 200, HeatUpSeconds = 60 },
        Power = new PowerModel { StandbyW = 5, ReadyW = 10, WarmUpW = 240, ProcessingW = 90, Source = "assumed" },
    };

    internal static Profile Router(FirmwareFamily family = FirmwareFamily.Grbl) => new()
    {
        Id = "rig-router",
        Name = "Rig router",
        Vendor = "Fleet",
        Kind = MachineKind.CncRouter,
        Envelope = new Envelope { MaxXMm = 400, MaxYMm = 400, MinZMm = -80, MaxZMm = 0 },
        Firmware = new FirmwareTraits { Family = family, Planner = PlannerKind.Grbl },
        Motion = new MotionLimits
        {
            MaxFeedMmPerS = new AxisValues { X = 80, Y = 80, Z = 20 },
            MaxAccelerationMmPerS2 = new AxisValues { X = 400, Y = 400, Z = 200 },
        },
        Tools = [new Tool { Kind = ToolKind.Spindle, MaxRpm = 24_000, RatedW = 800 }],
        Power = new PowerModel { StandbyW = 5, ReadyW = 10, WarmUpW = 10, ProcessingW = 400, Source = "assumed" },
    };

    /// <summary>So many different printing moves; M302 first, because the rig's printers are cold.</summary>
    internal static string[] Print(int moves) => ["M302 P1", "M83", .. Moves(moves, extrude: true)];

    internal static string[] Mill(int moves) => ["G21 G90 G94", "F3000", .. Moves(moves, extrude: false)];

    /// <summary>The moves alone, as the machine should report them.</summary>
    internal static string[] Moves(int moves, bool extrude) =>
        [.. Enumerable.Range(0, moves).Select(i => FormattableString.Invariant($"G1 X{10 + i % 50} Y{10 + i / 50 % 50}.{i % 10}") + (extrude ? " E0.01" : ""))];
}
