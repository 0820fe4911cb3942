namespace Fleet.Core.Scheduling.Planning;

/// <summary>Slots in words: <c>Tue 14 May 09:15</c> for a time, in the workshop's zone, <c>3 h 15 min</c> for a length.</summary>
public sealed class SlotClock(PlanningProblem problem)
{
    /// <summary>The beginning of a slot. Without a beginning of the plan, the number of the slot.</summary>
    public string At(int slot) => problem.StartsAtMs == 0
        ? string.Create(CultureInfo.InvariantCulture, $"slot {slot}")
        : problem.Zone is { } zone ? TimeZoneInfo.ConvertTime(Instant(slot), zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture)
        : Instant(slot).ToString("ddd d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // A slot that no calendar has is told as the calendar's end.
    DateTimeOffset Instant(int slot) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(Math.Clamp(problem.StartsAtMs, First, Last) + (long)slot * problem.SlotMinutes * 60_000, First, Last));

    static readonly long First = DateTimeOffset.MinValue.AddDays(2).ToUnixTimeMilliseconds(), Last = DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeMilliseconds();

    public string Length(int slots)
    {
        long minutes = (long)slots * problem.SlotMinutes;
        return minutes < 60 ? $"{minutes} min"
            : minutes % 60 == 0 ? $"{minutes / 60} h"
            : $"{minutes / 60} h {minutes % 60} min";
    }
}
