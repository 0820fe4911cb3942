namespace Fleet.Core.Energy;

/// <summary>What is known of a counter beyond its readings.</summary>
public sealed record CounterTraits
{
    /// <summary>Most power that can flow through the meter, W; bounds what a reset can hide and what a jump can be.</summary>
    public double LimitW { get; init; } = CounterArithmetic.SocketLimitW;

    /// <summary>Relative error limit of the meter's class, for instance 0.01 for 1 %; the error is equally likely anywhere within.</summary>
    public double Accuracy { get; init; } = 0.01;

    /// <summary>The count at which the counter begins again at 0, Wh; null where it never does in practice.</summary>
    public double? RolloverWh { get; init; }

    /// <summary>The zone at whose midnight a counter of "today" begins again at 0; null for a lifetime counter.</summary>
    public TimeZoneInfo? DailyZone { get; init; }
}
