using System.Globalization;

namespace Fleet.Core.Energy;

/// <summary>The checks against double counting that run every night. Pure: the caller reads the books.</summary>
public static class Invariants
{
    /// <summary>Sums of doubles of a year may differ by this, Wh or g.</summary>
    const double Rounding = 1e-3;

    /// <summary>Runs, overhead and unassigned add up to what the meter counted.</summary>
    /// <param name="counted">Sum of the meter's settled intervals, Wh.</param>
    public static BookFault? AddsUp(string meter, double counted, double runsWh, double overheadWh, double unassignedWh)
    {
        var booked = runsWh + overheadWh + unassignedWh;
        return Math.Abs(counted - booked) <= Rounding + 1e-9 * Math.Abs(counted) ? null
            : new("meterDoesNotAddUp", meter, Say($"{meter}: the meter counted {counted:0.###} Wh, {booked:0.###} Wh are booked. Restore a backup or ask the makers: bookings were changed outside of Fleet."));
    }

    /// <summary>The settled intervals are what the counter shows, over any stretch without a reset.</summary>
    /// <param name="risen">Sum of the counter's rises, Wh.</param>
    public static BookFault? InCounter(string meter, double counted, double risen, double stepWh) =>
        Math.Abs(counted - risen) <= Rounding + stepWh + 1e-9 * Math.Abs(risen) ? null
            : new("notInCounter", meter, Say($"{meter}: its readings rise by {risen:0.###} Wh, {counted:0.###} Wh were settled. Settle the meter anew."));

    /// <summary>Meters behind a meter never count more than it does, but for their classes and steps.</summary>
    /// <param name="toleranceWh">Class limits and steps of all of them.</param>
    public static BookFault? WithinParent(string meter, double parentWh, double childrenWh, double toleranceWh) =>
        childrenWh <= parentWh + toleranceWh ? null
            : new("childrenAboveParent", meter, Say($"{meter}: the meters behind it counted {childrenWh:0.#} Wh, it counted {parentWh:0.#} Wh. One of them is not behind it, or one is mis-set: look at the bindings."));

    /// <summary>Each moment of a meter is booked once for each machine: spans of one cause do not overlap.</summary>
    /// <param name="spans">Bookings in force of one machine on one meter.</param>
    public static BookFault? BookedOnce(string meter, string machine, IEnumerable<(long FromMs, long ToMs)> spans)
    {
        long until = long.MinValue;
        foreach (var (fromMs, toMs) in spans.OrderBy(span => span.FromMs).ThenBy(span => span.ToMs))
        {
            if (fromMs < until && toMs > fromMs)
                return new("bookedTwice", meter, Say($"{meter}: {machine} is booked twice at {DateTimeOffset.FromUnixTimeMilliseconds(fromMs):u}. Settle the meter anew."));
            until = Math.Max(until, toMs);
        }
        return null;
    }

    /// <summary>Opening − used − scrap − unexplained = closing.</summary>
    public static BookFault? LotAddsUp(string lot, double openingG, double usedG, double scrapG, double unexplainedG, double closingG)
    {
        var expected = openingG - usedG - scrapG - unexplainedG;
        return Math.Abs(expected - closingG) <= Rounding ? null
            : new("lotDoesNotAddUp", lot, Say($"{lot}: {openingG:0.##} g less {usedG:0.##} used, {scrapG:0.##} scrap and {unexplainedG:0.##} unexplained is {expected:0.##} g, the books say {closingG:0.##} g. Weigh it."));
    }

    static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
