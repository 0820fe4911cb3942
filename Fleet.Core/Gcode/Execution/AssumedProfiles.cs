using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// Limits for timing a program when no machine is named: the firmware's defaults for a common desktop machine. Checks that need
/// a real machine are not made against them.
/// </summary>
static class AssumedProfiles
{
    public static Profile For(Dialect dialect) => dialect.IsCnc ? Cnc(dialect) : Printer(dialect.Family);

    static Profile Printer(FirmwareFamily family) => new()
    {
        Id = "assumed-printer",
        Name = "Assumed printer",
        Vendor = "",
        Kind = MachineKind.Fff,
        Envelope = new() { MaxXMm = 250, MaxYMm = 210, MaxZMm = 210 },
        Firmware = new()
        {
            Family = family,
            Planner = family switch
            {
                FirmwareFamily.Klipper => PlannerKind.Klipper,
                FirmwareFamily.Prusa or FirmwareFamily.Repetier or FirmwareFamily.RepRapFirmware => PlannerKind.MarlinClassicJerk,
                _ => PlannerKind.MarlinJunctionDeviation,
            },
        },
        Motion = new()
        {
            MaxFeedMmPerS = new() { X = 500, Y = 500, Z = 12, E = 120 },
            MaxAccelerationMmPerS2 = new() { X = 1500, Y = 1500, Z = 200, E = 5000 },
            PrintAccelerationMmPerS2 = 1250,
            TravelAccelerationMmPerS2 = 1250,
            RetractAccelerationMmPerS2 = 1250,
            JerkMmPerS = new() { X = 8, Y = 8, Z = 0.4, E = 4.5 },
        },
        Tools = [new() { Kind = ToolKind.Extruder, MaxTemperatureC = 300 }],
        Bed = new() { HeaterW = 200, MaxTemperatureC = 120 },
        Power = NoPower,
    };

    static Profile Cnc(Dialect dialect) => new()
    {
        Id = "assumed-cnc",
        Name = "Assumed GRBL machine",
        Vendor = "",
        Kind = dialect.Kind ?? MachineKind.CncRouter,
        Envelope = new() { MaxXMm = 400, MaxYMm = 400, MinZMm = -100, MaxZMm = 0 },
        Firmware = new() { Family = dialect.Family, Planner = PlannerKind.Grbl },
        Motion = new()
        {
            MaxFeedMmPerS = new() { X = 50, Y = 50, Z = 20 },
            MaxAccelerationMmPerS2 = new() { X = 300, Y = 300, Z = 150 },
            JunctionDeviationMm = 0.01,
            HomingFeedMmPerS = 25,
        },
        Tools = [new() { Kind = dialect.Kind == MachineKind.Laser ? ToolKind.Laser : ToolKind.Spindle, MaxRpm = 24_000 }],
        Power = NoPower,
    };

    static PowerModel NoPower => new() { StandbyW = 0, ReadyW = 0, WarmUpW = 0, ProcessingW = 0, Source = "none" };
}
