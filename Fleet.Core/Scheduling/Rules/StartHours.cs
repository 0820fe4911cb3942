using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>
/// Whether a machine may be started now and run to its end, by the workshop's hours and to the minute. The plan asks the same of its slots;
/// this is for the moment in which somebody presses start.
/// <code>
///   mayStart  ──────┐          ┌──────────
///   mayRun    ──────────┐      ┌──────────     minus quiet hours of loud machines
///   now            ▲[run ░░]   └ from here it would fit
/// </code>
/// </summary>
public static class StartHours
{
    /// <summary>Hours come again every week; a day more, so that a run that began at its end is seen whole.</summary>
    const int SearchedMinutes = 8 * WeekHours.MinutesPerDay;

    /// <summary>Longer runs are not told apart: no week has room for them unless there are no hours at all.</summary>
    const int LongestMinutes = 14 * WeekHours.MinutesPerDay;

    /// <summary>Null when nothing speaks against it. <see cref="Condition.Minutes"/> is how long waiting takes; null: no stretch of the week is long enough.</summary>
    /// <param name="what">What is to be started, for the sentence.</param>
    /// <param name="neededSeconds">By when it is ready nearly always: P95 where a person stays with the machine, else P80.</param>
    /// <param name="nowMs">Unix milliseconds.</param>
    public static Condition? Lacking(WorkshopRules rules, string machineId, string machineName, bool attended, string what, double neededSeconds, long nowMs, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var own = rules.For(machineId);
        var (run, quiet) = (rules.RunHours(machineId, attended), own.Loud ? rules.Quiet : null);
        if (own.MayStart is null && run is null && quiet is null)
            return null;

        var startsAtMs = nowMs - nowMs % 60_000;
        var needed = (int)Math.Clamp(Math.Ceiling((nowMs % 60_000 + neededSeconds * 1000) / 60_000), 1, LongestMinutes);
        var horizon = SearchedMinutes + needed;
        var clock = new SlotClock(new() { StartsAtMs = startsAtMs, Zone = zone, SlotMinutes = 1 });
        IReadOnlyList<SlotSpan> always = [new(0, horizon)];
        var starts = own.MayStart?.Slots(startsAtMs, 1, horizon, zone) ?? always;
        var loudAllowed = quiet?.Outside(startsAtMs, 1, horizon, zone) ?? always;
        var open = SlotSpan.Both(run?.Slots(startsAtMs, 1, horizon, zone) ?? always, loudAllowed);

        var fits = First(starts, open, needed);
        if (fits == 0)
            return null;
        var restsFrom = open.FirstOrDefault(span => span.Contains(0)).To;
        var isQuiet = restsFrom < horizon && !loudAllowed.Any(span => span.Contains(restsFrom));
        var remedy = fits is { } from
            ? $"It fits from {clock.At(from)}: start it then, or something shorter now."
            : $"No stretch of the coming week has room for {clock.Length(needed)}: change the hours of {machineName} in the workshop's rules, or cut the work in parts.";
        if (restsFrom == 0)
            return new("closed", false, $"{machineName} must rest now{Until(open, 0, clock)}: {(isQuiet ? "these are quiet hours" : "this is outside its hours")}.", remedy, Minutes: fits);
        return !starts.Any(span => span.Contains(0))
            ? new("mayStart", false, $"{machineName} may not be started now{Until(starts, 0, clock)}.", remedy, Minutes: fits)
            : new("fit", false, $"{what} may take until {clock.At(needed)} on {machineName}, which must rest from {clock.At(restsFrom)} ({(isQuiet ? "quiet hours" : "the end of its hours")}).", remedy, Minutes: fits);
    }

    static string Until(IReadOnlyList<SlotSpan> spans, int from, SlotClock clock) =>
        spans.FirstOrDefault(span => span.From > from) is { To: > 0 } next ? $", until {clock.At(next.From)}" : "";

    /// <summary>The first minute in which a start is allowed and the whole run has room.</summary>
    static int? First(IReadOnlyList<SlotSpan> starts, IReadOnlyList<SlotSpan> open, int needed)
    {
        foreach (var room in SlotSpan.Both(starts, [.. open.Where(span => span.To - span.From >= needed).Select(span => new SlotSpan(span.From, span.To - needed + 1))]))
            return room.From;
        return null;
    }
}
