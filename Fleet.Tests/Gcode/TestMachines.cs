using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>Machines with known limits.</summary>
static class TestMachines
{
    static readonly PowerModel Power = new() { StandbyW = 5, ReadyW = 10, WarmUpW = 200, ProcessingW = 80, Source = "test" };

    /// <summary>The Marlin that timed ps_cube20_mk3s: 200/200/12/120 mm/s, 1000/1000/200/5000 mm/s², junction deviation 0.013 mm.</summary>
    public static Profile Marlin { get; } = new()
    {
        Id = "marlin",
        Name = "Test printer",
        Vendor = "",
        Kind = MachineKind.Fff,
        Envelope = new() { MinYMm = -4, MaxXMm = 255, MaxYMm = 212, MaxZMm = 210 },
        Firmware = new() { Family = FirmwareFamily.Marlin, Planner = PlannerKind.MarlinJunctionDeviation },
        Motion = new()
        {
            MaxFeedMmPerS = new() { X = 200, Y = 200, Z = 12, E = 120 },
            MaxAccelerationMmPerS2 = new() { X = 1000, Y = 1000, Z = 200, E = 5000 },
            PrintAccelerationMmPerS2 = 1250,
            TravelAccelerationMmPerS2 = 1250,
            RetractAccelerationMmPerS2 = 1250,
            JunctionDeviationMm = 0.013,
            JerkMmPerS = new() { X = 8, Y = 8, Z = 0.4, E = 4.5 },
        },
        Tools = [new() { Kind = ToolKind.Extruder, MaxTemperatureC = 300 }],
        Bed = new() { HeaterW = 220, MaxTemperatureC = 120 },
        Power = Power,
    };

    public static Profile ClassicJerk { get; } = Marlin with { Firmware = Marlin.Firmware with { Planner = PlannerKind.MarlinClassicJerk } };

    public static Profile Klipper { get; } = Marlin with
    {
        Firmware = Marlin.Firmware with { Family = FirmwareFamily.Klipper, Planner = PlannerKind.Klipper },
    };

    /// <summary>GRBL 1.1 with its shipped settings: $110 500 mm/min, $120 10 mm/s², $11 0.01 mm.</summary>
    public static Profile Grbl { get; } = Marlin with
    {
        Id = "grbl",
        Name = "Test router",
        Kind = MachineKind.CncRouter,
        Envelope = new() { MaxXMm = 200, MaxYMm = 200, MinZMm = -200, MaxZMm = 0 },
        Firmware = new() { Family = FirmwareFamily.Grbl, Planner = PlannerKind.Grbl },
        Motion = new()
        {
            MaxFeedMmPerS = new() { X = 500 / 60.0, Y = 500 / 60.0, Z = 500 / 60.0 },
            MaxAccelerationMmPerS2 = new() { X = 10, Y = 10, Z = 10 },
            JunctionDeviationMm = 0.01,
        },
        Tools = [new() { Kind = ToolKind.Spindle, MinRpm = 5000, MaxRpm = 24_000 }],
        Bed = null,
    };

    public static Profile Laser { get; } = Grbl with
    {
        Id = "laser",
        Name = "Test laser",
        Kind = MachineKind.Laser,
        Tools = [new() { Kind = ToolKind.Laser, MaxLaserS = 1000 }],
    };
}
