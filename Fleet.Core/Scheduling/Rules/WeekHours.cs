using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>Hours that come again every week, in local time: opening hours, quiet hours, when somebody is there.</summary>
/// <param name="Stretches">Minutes of a day, from 0 to 1440; the end does not belong to it. What passes midnight is two stretches.</param>
public sealed record WeekHours(IReadOnlyList<WeekHours.Stretch> Stretches)
{
    public const int MinutesPerDay = 1440;

    /// <summary>Never. Absent hours mean always; these mean never.</summary>
    public static WeekHours Never { get; } = new([]);

    public readonly record struct Stretch(DayOfWeek Day, int FromMinute, int ToMinute);

    /// <summary>The slots that lie wholly inside these hours, joined, in order. Daylight saving is the zone's: a slot counts by its own local time.</summary>
    /// <param name="startsAtMs">Unix milliseconds of slot 0.</param>
    public IReadOnlyList<SlotSpan> Slots(long startsAtMs, int slotMinutes, int slots, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var spans = new List<SlotSpan>();
        var from = -1;
        for (var slot = 0; slot <= slots; slot++)
        {
            var open = slot < slots && Holds(startsAtMs + slot * slotMinutes * 60_000L, slotMinutes, zone);
            if (open && from < 0)
                from = slot;
            else if (!open && from >= 0)
            {
                spans.Add(new(from, slot));
                from = -1;
            }
        }
        return spans;
    }

    /// <summary>The slots outside these hours.</summary>
    public IReadOnlyList<SlotSpan> Outside(long startsAtMs, int slotMinutes, int slots, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var spans = new List<SlotSpan>();
        var from = 0;
        // Quiet hours end late rather than early: a slot that they only touch is quiet.
        foreach (var span in Touched(startsAtMs, slotMinutes, slots, zone))
        {
            if (span.From > from)
                spans.Add(new(from, span.From));
            from = span.To;
        }
        if (from < slots)
            spans.Add(new(from, slots));
        return spans;
    }

    IEnumerable<SlotSpan> Touched(long startsAtMs, int slotMinutes, int slots, TimeZoneInfo zone)
    {
        var from = -1;
        for (var slot = 0; slot <= slots; slot++)
        {
            var touched = slot < slots && Enumerable.Range(0, slotMinutes).Any(minute => Holds(startsAtMs + (slot * slotMinutes + minute) * 60_000L, 1, zone));
            if (touched && from < 0)
                from = slot;
            else if (!touched && from >= 0)
            {
                yield return new(from, slot);
                from = -1;
            }
        }
    }

    bool Holds(long atMs, int minutes, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atMs), zone);
        var minute = local.Hour * 60 + local.Minute;
        var end = minute + minutes;
        if (end <= MinutesPerDay)
            return Covers(local.DayOfWeek, minute, end);
        return Covers(local.DayOfWeek, minute, MinutesPerDay) && Covers((DayOfWeek)(((int)local.DayOfWeek + 1) % 7), 0, end - MinutesPerDay);
    }

    bool Covers(DayOfWeek day, int from, int to)
    {
        var at = from;
        foreach (var stretch in Stretches.Where(stretch => stretch.Day == day).OrderBy(stretch => stretch.FromMinute))
            if (stretch.FromMinute <= at && stretch.ToMinute > at)
                at = stretch.ToMinute;
        return at >= to;
    }
}
