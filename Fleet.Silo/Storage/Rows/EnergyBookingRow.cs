namespace Fleet.Silo.Storage.Rows;

/// <summary>A booking of energy as it is written.</summary>
public sealed record EnergyBookingRow
{
    public string? MachineId { get; init; }
    public string? RunId { get; init; }
    public RunPhase Phase { get; init; }
    public long FromMs { get; init; }
    public long ToMs { get; init; }
    public double Wh { get; init; }
    public double LowWh { get; init; }
    public double HighWh { get; init; }

    /// <summary><c>metered</c>: one interval, one cause. <c>split</c>: the total is metered, the division modelled. <c>modelled</c>: no meter.</summary>
    public string Basis { get; init; } = "";
}
