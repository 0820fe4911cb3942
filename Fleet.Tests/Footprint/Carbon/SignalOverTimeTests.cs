using Fleet.Core.Footprint.Carbon;

namespace Fleet.Tests.Footprint.Carbon;

public sealed class SignalOverTimeTests
{
    static readonly SignalOverTime Signal = new([new(0, 100, 300), new(100, 200, 500), new(300, 400, 100)]);

    [Theory]
    [InlineData(0, 100, 300, 1)]
    [InlineData(50, 150, 400, 1)]
    [InlineData(150, 350, 300, 0.5)]
    [InlineData(200, 300, 0, 0)]
    [InlineData(-50, 50, 300, 0.5)]
    [InlineData(60, 60, 300, 1)]
    public void The_mean_weighs_time_and_says_how_much_of_it_is_known(long from, long to, double g, double known)
    {
        var over = Signal.Over(from, to);
        Assert.Equal((g, known), (Math.Round(over.GPerKwh, 9), Math.Round(over.Known, 9)));
    }

    [Fact]
    public void A_constant_signal_gives_the_annual_result()
    {
        var constant = new SignalOverTime([.. Enumerable.Range(0, 1000).Select(i => new CarbonSlot(i * 900_000L, (i + 1) * 900_000L, 342))]);
        Assert.Equal(342, constant.Over(12_345, 700_000_123).GPerKwh, 9);
    }

    [Theory]
    [InlineData(50, 200, 0.25)]
    [InlineData(500, 200, 1)]
    [InlineData(0, 200, 0)]
    [InlineData(50, 0, 0)]
    public void The_roof_gives_no_more_than_is_used(double roofWh, double loadWh, double share) => Assert.Equal(share, RoofPower.Share(roofWh, loadWh), 12);
}
