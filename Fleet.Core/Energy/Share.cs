namespace Fleet.Core.Energy;

/// <summary>The part of an interval's energy that a segment carries, Wh.</summary>
/// <param name="LowWh">
/// With <paramref name="HighWh"/>: this share's part of the range (5 to 95 %) of all that its run drew. The ranges of a run's shares
/// add: their sum is the run's range. So a counter's step weighs once on a run and not on every minute of it.
/// </param>
public sealed record Share(Segment Segment, double Wh, double LowWh, double HighWh, Basis Basis);
