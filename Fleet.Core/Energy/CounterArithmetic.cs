namespace Fleet.Core.Energy;

/// <summary>From cumulative counters to energy per interval. The counter is the truth; power is only a check.</summary>
public static class CounterArithmetic
{
    /// <summary>A Schuko socket delivers at most 16 A at 230 V. W.</summary>
    public const double SocketLimitW = 3680;

    /// <summary>Energy from one reading to the next.</summary>
    /// <param name="resolutionWh">Smallest step of the counter. Each end is known to one step, so the bounds are ± one step.</param>
    /// <param name="durationSeconds">Time between the readings; bounds what a reset can hide.</param>
    /// <param name="accuracy">Relative error limit of the meter class, for instance 0.01 for 1 %.</param>
    public static IntervalEnergy Between(
        double earlierWh, double laterWh, double resolutionWh, double durationSeconds, double accuracy = 0.01)
    {
        var mostWh = SocketLimitW * Math.Max(0, durationSeconds) / 3600;
        var differenceWh = laterWh - earlierWh;
        if (differenceWh < 0)
        {
            // Reset: at least what the new counter shows, at most what the socket could have delivered.
            return new(laterWh, laterWh, Math.Max(laterWh, mostWh), CounterOddity.Reset);
        }
        var slackWh = resolutionWh + differenceWh * accuracy;
        var oddity = differenceWh > mostWh + resolutionWh ? CounterOddity.Jump : CounterOddity.None;
        return new(differenceWh, Math.Max(0, differenceWh - slackWh), differenceWh + slackWh, oddity);
    }

    /// <summary>Whether a counter value can be used at all.</summary>
    public static bool IsUsable(double? counterWh) => counterWh is { } value && double.IsFinite(value) && value >= 0;
}
