namespace Fleet.Core.Energy;

/// <summary>Two usable readings of a meter and what the machines behind it did in between.</summary>
/// <param name="Segments">One or more per machine, without gaps; see <see cref="Stories.Cut"/>.</param>
public sealed record MeteredInterval(CounterReading From, CounterReading To, IntervalEnergy Energy, IReadOnlyList<Segment> Segments)
{
    /// <summary>Part of it that meters behind this one have counted and booked already, Wh.</summary>
    public double BookedBehindWh { get; init; }

    /// <summary>What is to be divided: never negative, whatever the meters behind it say.</summary>
    public double OwnWh => Math.Max(0, Energy.Wh - BookedBehindWh);

    /// <summary>One cause, nothing odd about the counter: no model is needed.</summary>
    public bool IsPure => Segments is [{ Unknown: false }] && !Energy.IsEstimate && Energy.Oddity != CounterOddity.Jump;
}
