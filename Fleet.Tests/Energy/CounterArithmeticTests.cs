using Fleet.Core.Energy;

namespace Fleet.Tests.Energy;

public sealed class CounterArithmeticTests
{
    [Fact]
    public void An_interval_is_the_difference_of_its_counters_within_resolution_and_class()
    {
        var interval = CounterArithmetic.Between(100, 110, resolutionWh: 0.1, durationSeconds: 3600);
        Assert.Equal(10, interval.Wh, 9);
        Assert.Equal((9.8, 10.2), (Math.Round(interval.LowWh, 6), Math.Round(interval.HighWh, 6)));
        Assert.Equal(CounterOddity.None, interval.Oddity);
    }

    [Fact]
    public void A_counter_that_goes_back_was_reset_and_loses_nothing_that_it_shows()
    {
        var interval = CounterArithmetic.Between(5000, 3, resolutionWh: 0.1, durationSeconds: 3600);
        Assert.Equal((3, 3, CounterOddity.Reset), (interval.Wh, interval.LowWh, interval.Oddity));
        Assert.Equal(CounterArithmetic.SocketLimitW, interval.HighWh);
    }

    [Fact]
    public void More_than_a_socket_can_deliver_is_flagged_and_kept()
    {
        var interval = CounterArithmetic.Between(0, 10_000, resolutionWh: 1, durationSeconds: 60);
        Assert.Equal((10_000, CounterOddity.Jump), (interval.Wh, interval.Oddity));
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
}
