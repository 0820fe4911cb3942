namespace Fleet.Agent.Cli;

/// <summary>A machine of which only the language is known. Limits are wide: the firmware has the last word about them.</summary>
static class AssumedMachine
{
    const string Prefix = "assumed-";

    /// <summary>Nothing but the language is known: differences from such a profile mean nothing.</summary>
    internal static bool IsAssumed(this Profile profile) => profile.Id.StartsWith(Prefix, StringComparison.Ordinal);

    internal static Profile Printer(FirmwareFamily family) => new()
    {
        Id = Prefix + "printer",
        Name = "Printer",
        Vendor = "unknown",
        Kind = MachineKind.Fff,
        Envelope = new Envelope { MaxXMm = 200, MaxYMm = 200, MaxZMm = 200 },
        Firmware = new FirmwareTraits { Family = family, Planner = PlannerKind.MarlinJunctionDeviation },
        Motion = Motion(),
        Tools = [new Tool { Kind = ToolKind.Extruder, MaxTemperatureC = 300 }],
        Bed = new HeatedBed { HeaterW = 200 },
        Power = Power(),
    };

    internal static Profile Router(FirmwareFamily family) => new()
    {
        Id = Prefix + "router",
        Name = "Router",
        Vendor = "unknown",
        Kind = MachineKind.CncRouter,
        Envelope = new Envelope { MaxXMm = 300, MaxYMm = 300, MinZMm = -100, MaxZMm = 0 },
        Firmware = new FirmwareTraits { Family = family, Planner = PlannerKind.Grbl },
        Motion = Motion(),
        Tools = [new Tool { Kind = ToolKind.Spindle, MaxRpm = 24_000 }],
        Power = Power(),
    };

    static MotionLimits Motion() => new()
    {
        MaxFeedMmPerS = new AxisValues { X = 200, Y = 200, Z = 12, E = 100 },
        MaxAccelerationMmPerS2 = new AxisValues { X = 1000, Y = 1000, Z = 200, E = 5000 },
    };

    static PowerModel Power() => new() { StandbyW = 5, ReadyW = 10, WarmUpW = 200, ProcessingW = 100, Source = "assumed" };
}
