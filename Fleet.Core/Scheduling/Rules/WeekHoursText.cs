using System.Diagnostics.CodeAnalysis;
using static Fleet.Core.Scheduling.Rules.WeekHours;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>Reads hours as people write them: days <c>mon</c>, <c>mon-fri</c>, <c>tue,thu</c>; times <c>10:00-20:00</c>, several with commas; <c>22:00-07:00</c> passes midnight.</summary>
static class WeekHoursText
{
    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>False when it is no such text.</summary>
    public static bool TryDays(string text, [NotNullWhen(true)] out IReadOnlyList<DayOfWeek>? days)
    {
        var found = new List<DayOfWeek>();
        days = null;
        foreach (var part in text.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var (from, to) = (Array.IndexOf(Days, ends[0]), Array.IndexOf(Days, ends[^1]));
            if (ends.Length > 2 || from < 0 || to < 0)
                return false;
            for (var day = from; ; day = (day + 1) % 7)
            {
                found.Add((DayOfWeek)day);
                if (day == to)
                    break;
            }
        }
        days = found;
        return true;
    }

    /// <summary>False when it is no such text.</summary>
    public static bool TryTimes(string text, IReadOnlyList<DayOfWeek> days, List<Stretch> into)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || Minute(ends[0]) is not { } from || Minute(ends[1]) is not { } to || from == to || from == MinutesPerDay)
                return false;
            foreach (var day in days)
            {
                into.Add(new(day, from, to > from ? to : MinutesPerDay));
                if (to < from && to > 0)
                    into.Add(new((DayOfWeek)(((int)day + 1) % 7), 0, to));
            }
        }
        return true;
    }

    static int? Minute(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && (hour < 24 && minute < 60 || hour == 24 && minute == 0)
            ? hour * 60 + minute : null;
    }
}
