using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Silo.Planning;

/// <summary>The plan's slots in a workshop's time zone.</summary>
sealed record PlanCalendar(long StartsAtMs, int SlotMinutes, int Horizon, TimeZoneInfo Zone)
{
    long SlotMs => SlotMinutes * 60_000L;

    public int Floor(long atMs) => (int)Math.Clamp(Math.Floor((atMs - StartsAtMs) / (double)SlotMs), -Horizon, Horizon * 4);

    public int Ceiling(long atMs) => (int)Math.Clamp(Math.Ceiling((atMs - StartsAtMs) / (double)SlotMs), 0, Horizon * 4);

    public int Slots(int minutes) => (minutes + SlotMinutes - 1) / SlotMinutes;

    public IReadOnlyList<SlotSpan> Inside(WeekHours hours) => hours.Slots(StartsAtMs, SlotMinutes, Horizon, Zone);

    /// <summary>What lies in the one and outside of the other; null when nothing is ruled out.</summary>
    public IReadOnlyList<SlotSpan>? Both(WeekHours? inside, WeekHours? outside)
    {
        if (inside is null && outside is null)
            return null;
        var open = inside is null ? [new SlotSpan(0, Horizon)] : Inside(inside);
        return outside is null ? open : SlotSpan.Both(open, outside.Outside(StartsAtMs, SlotMinutes, Horizon, Zone));
    }
}
