namespace Fleet.Core.Energy;

/// <summary>The part of an interval's energy that a segment carries, Wh.</summary>
/// <param name="Split">The total is metered, the division between the segments is modelled.</param>
public sealed record Share(Segment Segment, double Wh, double LowWh, double HighWh, bool Split);
