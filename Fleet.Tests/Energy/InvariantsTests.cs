using Fleet.Core.Energy;

namespace Fleet.Tests.Energy;

public sealed class InvariantsTests
{
    [Fact]
    public void Books_that_add_up_are_silent()
    {
        Assert.Null(Invariants.AddsUp("m", 100, 60, 30, 10));
        Assert.Null(Invariants.InCounter("m", 100, 100, 0.001));
        Assert.Null(Invariants.WithinParent("m", 100, 101, 2));
        Assert.Null(Invariants.BookedOnce("m", "a", [(0, 10), (10, 20), (20, 30)]));
        Assert.Null(Invariants.LotAddsUp("l", 1000, 300, 50, -5, 655));
    }

    [Fact]
    public void A_watt_hour_too_many_is_named_with_its_meter()
    {
        var fault = Invariants.AddsUp("meter-7", 100, 60, 30, 11);
        Assert.Equal(("meterDoesNotAddUp", "meter-7"), (fault!.Rule, fault.Subject));
        Assert.Contains("101", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_that_is_booked_twice_is_found() =>
        Assert.Equal("bookedTwice", Invariants.BookedOnce("m", "a", [(20, 30), (0, 10), (9, 20)])!.Rule);

    [Fact]
    public void Children_that_count_more_than_their_circuit_are_found() =>
        Assert.Equal("childrenAboveParent", Invariants.WithinParent("m", 100, 120, 3)!.Rule);

    [Fact]
    public void A_lot_that_lost_grams_is_found() => Assert.Equal("lotDoesNotAddUp", Invariants.LotAddsUp("l", 1000, 300, 50, 0, 640)!.Rule);
}
