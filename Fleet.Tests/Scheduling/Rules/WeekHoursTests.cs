using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Tests.Scheduling.Rules;

public sealed class WeekHoursTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>A Wednesday, midnight in UTC.</summary>
    static readonly long Wednesday = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void Opening_hours_are_local()
    {
        // 10:00 in Berlin is 09:00 UTC in winter: slot 9 of hours.
        Assert.Equal([new SlotSpan(9, 19)], Hours("wed", "10:00-20:00").Slots(Wednesday, 60, 24, Berlin));
    }

    [Fact]
    public void What_passes_midnight_belongs_to_both_days() =>
        Assert.Equal([new SlotSpan(22, 31)], Hours("wed", "22:00-07:00").Slots(Wednesday, 60, 48, TimeZoneInfo.Utc));

    [Fact]
    public void A_slot_counts_as_open_only_as_a_whole()
    {
        var hours = Hours("wed", "10:05-11:00");
        Assert.Equal([new SlotSpan(41, 44)], hours.Slots(Wednesday, 15, 96, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_slot_that_quiet_hours_touch_is_quiet()
    {
        var outside = Hours("wed", "10:05-11:00").Outside(Wednesday, 15, 96, TimeZoneInfo.Utc);
        Assert.Equal([new SlotSpan(0, 40), new SlotSpan(44, 96)], outside);
    }

    [Fact]
    public void Neighbouring_stretches_are_one() =>
        Assert.Equal([new SlotSpan(10, 12)], Hours("wed", "10:00-10:30, 10:30-12:00").Slots(Wednesday, 60, 24, TimeZoneInfo.Utc));

    [Theory]
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00. The doors open at ten on both days.
    [InlineData(2026, 3, 29, 9)]
    [InlineData(2026, 10, 25, 11)]
    public void On_days_on_which_the_clock_is_changed_doors_open_at_the_hour_on_the_wall(int year, int month, int day, int hoursAfterMidnight)
    {
        var midnight = new DateTimeOffset(new DateTime(year, month, day), Berlin.GetUtcOffset(new DateTime(year, month, day))).ToUnixTimeMilliseconds();
        Assert.Equal(hoursAfterMidnight, Hours("sun", "10:00-12:00").Slots(midnight, 60, 24, Berlin)[0].From);
    }

    [Fact]
    public void Hours_and_what_lies_outside_of_them_cover_every_slot_once()
    {
        var hours = Hours("mon-sun", "09:00-13:00, 22:00-02:00");
        var (inside, outside) = (hours.Slots(Wednesday, 15, 672, Berlin), hours.Outside(Wednesday, 15, 672, Berlin));
        for (var slot = 0; slot < 672; slot++)
            Assert.Single(inside.Concat(outside), span => span.Contains(slot));
    }

    static WeekHours Hours(string days, string times)
    {
        var outcome = WorkshopRulesReader.Read($"open: {{ {days}: \"{times}\" }}", "rules");
        Assert.True(outcome.IsGood, string.Join('\n', outcome.Faults));
        return outcome.Rules.Open!;
    }
}
