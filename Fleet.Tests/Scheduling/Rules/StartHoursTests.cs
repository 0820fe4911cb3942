using System.Globalization;
using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Tests.Scheduling.Rules;

/// <summary>25 November 2026 is a Wednesday; Berlin is an hour ahead of UTC.</summary>
public sealed class StartHoursTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    const string Open = "open: { mon-fri: \"10:00-20:00\" }\nquiet: { mon-sun: \"22:00-07:00\" }\nmachines: { fraese: { loud: true, mayStart: { mon-fri: \"10:00-18:00\" } }, ender: { loud: true } }";

    [Fact]
    public void A_workshop_without_hours_lets_everything_start() =>
        Assert.Null(StartHours.Lacking(WorkshopRules.Default, "fraese", "Fräse", attended: true, "tray.nc", 30 * 24 * 3600, At("25 03:00"), Berlin));

    [Theory]
    [InlineData("25 10:00", 60)]
    [InlineData("25 17:59", 121)]
    [InlineData("25 13:00", 7 * 60)]
    public void What_is_ready_before_closing_may_start(string now, int minutes) => Assert.Null(Judge("fraese", attended: true, now, minutes * 60));

    [Fact]
    public void What_would_not_be_ready_before_closing_names_both_times_and_when_it_fits()
    {
        var lacking = Judge("fraese", attended: true, "25 17:30", 3 * 3600)!;
        Assert.Equal("fit", lacking.Code);
        Assert.Equal("tray.nc may take until Wed 25 Nov 20:30 on Fräse, which must rest from Wed 25 Nov 20:00 (the end of its hours).", lacking.Sentence);
        Assert.StartsWith("It fits from Thu 26 Nov 10:00", lacking.Remedy, StringComparison.Ordinal);
        Assert.Equal(16 * 60 + 30, lacking.Minutes);
    }

    [Fact]
    public void Seconds_count_when_the_doors_close() =>
        Assert.Equal("fit", StartHours.Lacking(Rules(Open), "fraese", "Fräse", attended: true, "tray.nc", 7 * 3600, At("25 13:00") + 1000, Berlin)!.Code);

    [Fact]
    public void The_hours_for_starts_end_before_the_hours_for_running()
    {
        var lacking = Judge("fraese", attended: true, "25 18:00", 600)!;
        Assert.Equal(("mayStart", "Fräse may not be started now, until Thu 26 Nov 10:00."), (lacking.Code, lacking.Sentence));
    }

    [Fact]
    public void Nothing_that_must_be_watched_starts_in_an_empty_workshop()
    {
        var lacking = Judge("laser", attended: true, "27 20:00", 600)!;
        Assert.Equal(("closed", "Laser must rest now, until Mon 30 Nov 10:00: this is outside its hours."), (lacking.Code, lacking.Sentence));
    }

    [Fact]
    public void A_loud_machine_that_nobody_watches_rests_in_the_quiet_hours()
    {
        Assert.Null(Judge("ender", attended: false, "25 21:00", 3600));
        Assert.EndsWith("(quiet hours).", Judge("ender", attended: false, "25 21:00", 3601)!.Sentence, StringComparison.Ordinal);
        Assert.Contains("these are quiet hours", Judge("ender", attended: false, "25 23:00", 60)!.Sentence, StringComparison.Ordinal);
        Assert.Null(Judge("mini", attended: false, "25 23:00", 3600));
    }

    [Fact]
    public void What_no_day_of_the_week_has_room_for_is_told_as_that()
    {
        var lacking = Judge("fraese", attended: true, "25 10:00", 11 * 3600)!;
        Assert.Null(lacking.Minutes);
        Assert.StartsWith("No stretch of the coming week has room for 11 h", lacking.Remedy, StringComparison.Ordinal);
    }

    /// <summary>The same question asked minute by minute, without any of the code's shortcuts.</summary>
    [Fact]
    public void The_time_from_which_it_fits_is_the_first_minute_in_which_nothing_is_lacking()
    {
        var random = new Random(7);
        for (var round = 0; round < 12; round++)
        {
            var (now, seconds) = (At("23 00:00") + random.Next(7 * 1440) * 60_000L, random.Next(1, 12 * 60) * 60);
            if (StartHours.Lacking(Rules(Open), "fraese", "Fräse", attended: true, "x", seconds, now, Berlin) is not { } lacking)
                continue;
            var waited = Enumerable.Range(1, 8 * 1440).Where(minute => minute % 15 == 0 || minute == lacking.Minutes || minute == lacking.Minutes - 1)
                .Cast<int?>().FirstOrDefault(minute => StartHours.Lacking(Rules(Open), "fraese", "Fräse", attended: true, "x", seconds, now + minute!.Value * 60_000L, Berlin) is null);
            Assert.Equal(lacking.Minutes, waited);
        }
    }

    static Condition? Judge(string machineId, bool attended, string now, double seconds) =>
        StartHours.Lacking(Rules(Open), machineId, machineId == "fraese" ? "Fräse" : "Laser", attended, "tray.nc", seconds, At(now), Berlin);

    static WorkshopRules Rules(string yaml) => WorkshopRulesReader.Read(yaml, "rules").Rules!;

    static long At(string dayAndTime)
    {
        var local = DateTime.ParseExact($"2026-11-{dayAndTime}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
