using Fleet.Core.Energy;
using Fleet.Core.Machines;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Fleet.Tests.Energy;

public sealed class AttributionTests
{
    [Fact]
    public void A_pure_interval_belongs_to_its_cause_as_a_whole()
    {
        var share = Assert.Single(Attribution.Divide(new(10, 9, 11, CounterOddity.None), [Segment("run", 0, 1000, 100)]));
        Assert.Equal((10, 9, 11, false), (share.Wh, share.LowWh, share.HighWh, share.Split));
    }

    [Fact]
    public void A_gap_is_divided_by_what_the_model_expects()
    {
        var shares = Attribution.Divide(new(40, 39, 41, CounterOddity.None), [Segment("run", 0, 1000, 300), Segment(null, 1000, 2000, 100)]);
        Assert.Equal([30, 10], shares.Select(share => Math.Round(share.Wh, 9)));
        Assert.All(shares, share => Assert.True(share.Split));
    }

    [Fact]
    public void Without_a_model_time_decides()
    {
        var shares = Attribution.Divide(new(40, 39, 41, CounterOddity.None), [Segment("run", 0, 3000, 0), Segment(null, 3000, 4000, 0)]);
        Assert.Equal([30, 10], shares.Select(share => Math.Round(share.Wh, 9)));
    }

    [Property]
    public Property The_shares_always_add_up_to_the_meter(NonNegativeInt wh, NonEmptyArray<PositiveInt> watts)
    {
        var segments = watts.Get.Select((watt, index) => Segment($"run{index}", index * 1000, (index + 1) * 1000, watt.Get)).ToList();
        var shares = Attribution.Divide(new(wh.Get, wh.Get, wh.Get, CounterOddity.None), segments);
        return (Math.Abs(shares.Sum(share => share.Wh) - wh.Get) < 1e-6).ToProperty();
    }

    static Segment Segment(string? runId, long fromMs, long toMs, double watts) => new("m", runId, RunPhase.Processing, fromMs, toMs, watts);
}
