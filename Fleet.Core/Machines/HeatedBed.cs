namespace Fleet.Core.Machines;

public sealed record HeatedBed
{
    public double MaxTemperatureC { get; init; } = 110;

    /// <summary>Electrical power of the heater, W.</summary>
    public required double HeaterW { get; init; }

    /// <summary>Measured time from 25 to 60 °C, seconds; for the warm-up model.</summary>
    public double HeatUpSeconds { get; init; } = 180;

    /// <summary>The part frees itself or is pushed off: the bed is clear when the run ends.</summary>
    public bool ClearsItself { get; init; }
}
