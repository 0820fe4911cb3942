namespace Fleet.Silo.Reports;

/// <summary>Days and months as the workshop lives them. A day has 23 or 25 hours twice a year; bounds are instants, Unix milliseconds.</summary>
public sealed class Calendar(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    /// <summary>The first instant of a local day, also where the clock jumps over midnight.</summary>
    public long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        // Midnight comes twice where the clock goes back over it: the day begins with the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
    }

    public DateOnly DayOf(long ms) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Instants.At(ms), zone).DateTime);

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The first day on or after an instant's day: a period never cuts a day in two.</summary>
    public DateOnly DayUpTo(long ms) => DayOf(ms) is var day && StartOf(day) == ms ? day : day.AddDays(1);
}
