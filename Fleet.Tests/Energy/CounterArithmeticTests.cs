using Fleet.Core.Energy;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Fleet.Tests.Energy;

public sealed class CounterArithmeticTests
{
    const long Hour = 3_600_000;

    static readonly CounterTraits Traits = new();
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void An_interval_is_the_difference_of_its_counters_within_resolution_and_class()
    {
        var interval = CounterArithmetic.Between(100, 110, resolutionWh: 0.1, durationSeconds: 3600);
        Assert.Equal(10, interval.Wh, 9);
        Assert.Equal((9.8, 10.2), (Math.Round(interval.LowWh, 6), Math.Round(interval.HighWh, 6)));
        Assert.Equal(CounterOddity.None, interval.Oddity);
    }

    [Fact]
    public void A_counter_that_begins_again_loses_nothing_that_it_shows()
    {
        var interval = CounterArithmetic.Between(5000, 3, resolutionWh: 0.1, durationSeconds: 3600);
        Assert.Equal((3, 2.9, CounterOddity.Reset), (interval.Wh, Math.Round(interval.LowWh, 6), interval.Oddity));
        Assert.Equal(CounterArithmetic.SocketLimitW, interval.HighWh);
    }

    [Fact]
    public void The_model_speaks_within_the_bounds_of_a_reset()
    {
        Assert.Equal(80, Between(5000, 3, Hour, expectedWh: 80).Wh);
        Assert.Equal(3, Between(5000, 3, Hour, expectedWh: 1).Wh);
        Assert.Equal(3680, Between(5000, 3, Hour, expectedWh: 1e6).Wh);
    }

    [Fact]
    public void A_counter_that_falls_back_to_a_saved_value_says_nothing_about_what_flowed()
    {
        // Tasmota after a power cut: 2 kWh lower, at what it wrote to flash at midnight.
        var interval = Between(12_000, 10_000, Hour, expectedWh: 90);
        Assert.Equal((90, 0, 3680, CounterOddity.FellBack), (interval.Wh, interval.LowWh, interval.HighWh, interval.Oddity));
    }

    [Fact]
    public void A_counter_that_passes_its_top_goes_on()
    {
        var traits = new CounterTraits { RolloverWh = 21_474_836.47 };
        var interval = CounterArithmetic.Between(At(0, 21_474_800), At(Hour, 13.53), traits);
        Assert.Equal((50, CounterOddity.RolledOver), (Math.Round(interval.Wh, 6), interval.Oddity));
    }

    [Fact]
    public void More_than_a_socket_can_deliver_is_flagged_and_kept()
    {
        var interval = CounterArithmetic.Between(0, 10_000, resolutionWh: 1, durationSeconds: 60);
        Assert.Equal((10_000, CounterOddity.Jump), (interval.Wh, interval.Oddity));
        Assert.Equal(3680 / 60.0 + 1, interval.PossibleWh, 6);
    }

    [Theory]
    // The nights of 2026 in which the clocks go forward (23 hours) and back (25 hours), and an ordinary one.
    [InlineData("2026-03-28T22:30:00Z", "2026-03-28T23:30:00Z", 0.5)]
    [InlineData("2026-03-29T21:30:00Z", "2026-03-29T22:30:00Z", 0.5)]
    [InlineData("2026-10-24T21:30:00Z", "2026-10-24T22:30:00Z", 0.5)]
    [InlineData("2026-10-25T22:30:00Z", "2026-10-25T23:30:00Z", 0.5)]
    [InlineData("2026-06-10T21:00:00Z", "2026-06-10T22:15:00Z", 1)]
    public void A_counter_of_today_begins_again_at_the_workshops_midnight(string from, string to, double hoursBefore)
    {
        var interval = CounterArithmetic.Between(
            At(Ms(from), 400), At(Ms(to), 20),
            new() { DailyZone = Berlin }, expectedWh: 60);
        Assert.Equal((60, CounterOddity.DailyReset), (interval.Wh, interval.Oddity));
        Assert.Equal(20 + hoursBefore * 3680, interval.HighWh, 6);
    }

    [Fact]
    public void A_counter_of_today_that_passed_yesterdays_count_already_is_still_a_new_day()
    {
        var midnight = Ms("2026-06-10T22:00:00Z");
        var interval = CounterArithmetic.Between(At(midnight - Hour / 60, 5), At(midnight + Hour, 300), new() { DailyZone = Berlin });
        Assert.Equal((300, CounterOddity.DailyReset), (interval.Wh, interval.Oddity));
    }

    [Fact]
    public void A_meter_whose_clock_is_late_has_not_begun_its_day_yet()
    {
        var midnight = Ms("2026-06-10T22:00:00Z");
        var interval = CounterArithmetic.Between(At(midnight - 30_000, 900), At(midnight + 5_000, 901), new() { DailyZone = Berlin });
        Assert.Equal((1, CounterOddity.None), (interval.Wh, interval.Oddity));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(-0.1, false)]
    [InlineData(0.0, true)]
    [InlineData(1e9, true)]
    public void Only_a_finite_counter_from_zero_up_is_usable(double? counterWh, bool usable) =>
        Assert.Equal(usable, CounterArithmetic.IsUsable(counterWh));

    [Property]
    public Property Whatever_a_counter_does_the_answer_is_finite_and_within_its_bounds(NonNegativeInt earlier, NonNegativeInt later, PositiveInt seconds, NonNegativeInt expected)
    {
        var interval = CounterArithmetic.Between(At(0, earlier.Get), At(seconds.Get * 1000L, later.Get), Traits, expected.Get);
        return (interval.Wh >= 0 && double.IsFinite(interval.HighWh) && interval.LowWh <= interval.Wh && interval.Wh <= interval.HighWh).ToProperty();
    }

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(1.1, true)]
    public void A_meter_whose_counter_and_power_contradict_each_other_is_seen_although_its_load_switches(double factor, bool expected)
    {
        // A heater of 300 W, on 40 % of the time in spells of 25 s, looked at every 60 s.
        var (watch, seen, counter) = (PowerWatch.Nothing, false, 0.0);
        CounterReading? before = null;
        for (var second = 0; second <= 60 * 1100; second++)
        {
            var watts = second % 61 < 25 ? 300.0 : 0;
            if (second % 60 == 0)
            {
                var reading = At(second * 1000L, counter, watts * factor);
                if (before is not null)
                {
                    (watch, var disagrees) = watch.Look(before, reading);
                    seen |= disagrees;
                }
                before = reading;
            }
            counter += watts / 3600;
        }
        Assert.Equal(expected, seen);
    }

    static long Ms(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    static IntervalEnergy Between(double earlierWh, double laterWh, long ms, double? expectedWh) =>
        CounterArithmetic.Between(At(0, earlierWh), At(ms, laterWh), Traits, expectedWh);

    static CounterReading At(long atMs, double counterWh, double? powerW = null) => new(new("a", "e", atMs), atMs, counterWh, powerW, 0.001);
}
