namespace Fleet.Core.Energy;

/// <summary>From cumulative counters to energy per interval. The counter is the truth; power is only a check.</summary>
public static class CounterArithmetic
{
    /// <summary>A Schuko socket delivers at most 16 A at 230 V. W.</summary>
    public const double SocketLimitW = 3680;

    /// <summary>A counter that falls below this share of what it was has begun at zero; above it, it fell back to a saved value.</summary>
    const double ZeroShare = 0.02;

    /// <summary>Below this a counter that fell counts as begun at zero, whatever it was before. Wh.</summary>
    const double NearZeroWh = 50;

    /// <summary>Energy from one reading to the next.</summary>
    /// <param name="resolutionWh">Smallest step of the counter. Each end is known to one step, so the bounds are ± one step.</param>
    /// <param name="durationSeconds">Time between the readings; bounds what a reset can hide.</param>
    /// <param name="accuracy">Relative error limit of the meter class, for instance 0.01 for 1 %.</param>
    public static IntervalEnergy Between(
        double earlierWh, double laterWh, double resolutionWh, double durationSeconds, double accuracy = 0.01)
    {
        var fact = new FactKey("", "", 0);
        return Between(new(fact, 0, earlierWh, null, resolutionWh), new(fact, (long)(durationSeconds * 1000), laterWh, null, resolutionWh), new() { Accuracy = accuracy });
    }

    /// <summary>
    /// Energy from one usable reading to a later one. Whatever the counter does, there is an answer with bounds that hold:
    /// <code>
    ///   rises                 the difference                                    None
    ///   rises too far         the difference; what is possible is said beside   Jump
    ///   falls past its top    the difference and one turn                       RolledOver
    ///   falls to about zero   at least the new count, at most that and what     Reset
    ///                         the socket can have delivered
    ///   falls to a saved one  at least nothing, at most what the socket can     FellBack
    ///   "today" at midnight   as a reset, and only the time before midnight     DailyReset
    ///                         is unseen
    /// </code>
    /// </summary>
    /// <param name="expectedWh">What the power model expects; the estimate where the counter did not see all. Null: the lower bound.</param>
    public static IntervalEnergy Between(CounterReading earlier, CounterReading later, CounterTraits traits, double? expectedWh = null)
    {
        var (earlierWh, laterWh) = (earlier.CounterWh!.Value, later.CounterWh!.Value);
        var stepWh = Math.Max(earlier.ResolutionWh, later.ResolutionWh);
        var mostWh = traits.LimitW * Math.Max(0, later.AtMs - earlier.AtMs) / 3_600_000.0;
        if (traits.DailyZone is { } zone && UnseenUntilMidnightWh(earlier.AtMs, later.AtMs, zone, traits.LimitW) is { } beforeMidnightWh
            && laterWh <= mostWh - beforeMidnightWh + stepWh)
            return Estimate(laterWh, laterWh + beforeMidnightWh, expectedWh, stepWh, mostWh, CounterOddity.DailyReset);
        var differenceWh = laterWh - earlierWh;
        if (differenceWh < 0)
        {
            if (traits.RolloverWh is { } topWh && differenceWh + topWh is var turnedWh && turnedWh >= 0 && turnedWh <= mostWh + stepWh)
                return Counted(turnedWh, stepWh, traits.Accuracy, mostWh, CounterOddity.RolledOver);
            // To zero: at least what the new counter shows. To a saved value: how much of it is new, nobody knows.
            return laterWh <= Math.Max(NearZeroWh, earlierWh * ZeroShare) && laterWh <= mostWh + stepWh || laterWh <= stepWh
                ? Estimate(laterWh, Math.Max(laterWh, mostWh), expectedWh, stepWh, mostWh, CounterOddity.Reset)
                : Estimate(0, mostWh, expectedWh, stepWh, mostWh, CounterOddity.FellBack);
        }
        return Counted(differenceWh, stepWh, traits.Accuracy, mostWh, differenceWh > mostWh + stepWh ? CounterOddity.Jump : CounterOddity.None);
    }

    /// <summary>Whether a counter value can be used at all.</summary>
    public static bool IsUsable(double? counterWh) => counterWh is { } value && double.IsFinite(value) && value >= 0;

    static IntervalEnergy Counted(double wh, double stepWh, double accuracy, double mostWh, CounterOddity oddity)
    {
        var slackWh = stepWh + wh * accuracy;
        return new(wh, oddity == CounterOddity.Jump ? 0 : Math.Max(0, wh - slackWh), wh + slackWh, oddity) { PossibleWh = mostWh + stepWh };
    }

    static IntervalEnergy Estimate(double lowWh, double highWh, double? expectedWh, double stepWh, double mostWh, CounterOddity oddity) =>
        new(Math.Clamp(expectedWh ?? lowWh, lowWh, Math.Max(lowWh, highWh)), Math.Max(0, lowWh - stepWh), Math.Max(lowWh, highWh), oddity)
        {
            PossibleWh = Math.Max(mostWh, highWh) + stepWh,
        };

    /// <summary>
    /// Most that can have flowed between the earlier reading and the last local midnight before the later one; null when no midnight lies
    /// between. Days of 23 and 25 hours are those of the zone.
    /// </summary>
    static double? UnseenUntilMidnightWh(long earlierMs, long laterMs, TimeZoneInfo zone, double limitW)
    {
        var later = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(laterMs), zone);
        var local = DateTime.SpecifyKind(later.Date, DateTimeKind.Unspecified);
        // A day may begin at 1 o'clock where the clocks go forward at midnight.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var midnightMs = new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
        return midnightMs > earlierMs && midnightMs <= laterMs ? limitW * (midnightMs - earlierMs) / 3_600_000.0 : null;
    }
}
