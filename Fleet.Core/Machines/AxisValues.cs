namespace Fleet.Core.Machines;

/// <summary>One number for each axis. The unit is in the name of the property that holds it.</summary>
public sealed record AxisValues
{
    public required double X { get; init; }
    public required double Y { get; init; }
    public required double Z { get; init; }

    /// <summary>The extruder; 0 where there is none.</summary>
    public double E { get; init; }
}
