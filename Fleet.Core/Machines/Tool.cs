namespace Fleet.Core.Machines;

/// <summary>An extruder, a spindle or a laser head.</summary>
public sealed record Tool
{
    public required ToolKind Kind { get; init; }

    /// <summary>Extruder: nozzle bore, mm.</summary>
    public double NozzleMm { get; init; } = 0.4;

    /// <summary>Extruder: filament diameter, mm.</summary>
    public double FilamentMm { get; init; } = 1.75;

    /// <summary>Extruder: hottest nozzle that the machine allows, °C.</summary>
    public double MaxTemperatureC { get; init; } = 250;

    /// <summary>Extruder: electrical power of the heater, W; for the warm-up model.</summary>
    public double HeaterW { get; init; } = 40;

    /// <summary>Extruder: measured time from 25 to 215 °C, seconds; for the warm-up model.</summary>
    public double HeatUpSeconds { get; init; } = 120;

    /// <summary>Spindle: slowest and fastest speed, rpm.</summary>
    public double MinRpm { get; init; }
    public double MaxRpm { get; init; }

    /// <summary>Laser: the S word that means full power (<c>$30</c>).</summary>
    public double MaxLaserS { get; init; } = 1000;

    /// <summary>Spindle: rated power; laser: optical power. W.</summary>
    public double RatedW { get; init; }
}
