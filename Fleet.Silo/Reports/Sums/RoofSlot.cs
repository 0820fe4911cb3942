namespace Fleet.Silo.Reports.Sums;

/// <summary>What the workshop's own roof gave in a stretch of time, Wh.</summary>
public sealed record RoofSlot
{
    public long StartMs { get; init; }
    public long EndMs { get; init; }
    public double Wh { get; init; }
}
