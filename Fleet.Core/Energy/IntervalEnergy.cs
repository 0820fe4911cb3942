namespace Fleet.Core.Energy;

/// <summary>Energy between two readings of a cumulative counter, Wh, with hard bounds.</summary>
public sealed record IntervalEnergy(double Wh, double LowWh, double HighWh, CounterOddity Oddity);
