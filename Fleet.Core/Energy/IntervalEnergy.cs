namespace Fleet.Core.Energy;

/// <summary>Energy between two readings of a cumulative counter, Wh, with hard bounds.</summary>
/// <param name="Wh">What the counter says; where it says too little (a reset), the estimate within the bounds.</param>
public sealed record IntervalEnergy(double Wh, double LowWh, double HighWh, CounterOddity Oddity)
{
    /// <summary>Most that can have flowed in that time, Wh. A jump says more; what is above it belongs to nobody.</summary>
    public double PossibleWh { get; init; } = double.PositiveInfinity;

    /// <summary>The bounds are far from the estimate: the counter did not see all of it.</summary>
    public bool IsEstimate => Oddity is CounterOddity.Reset or CounterOddity.FellBack or CounterOddity.DailyReset;
}
