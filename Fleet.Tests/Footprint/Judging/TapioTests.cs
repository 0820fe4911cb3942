using Fleet.Core.Footprint.Judging;

namespace Fleet.Tests.Footprint.Judging;

public sealed class TapioTests
{
    /// <summary>From 100 energy and 100 output each.</summary>
    [Theory]
    [InlineData(90, 110, TapioClass.StrongDecoupling)]
    [InlineData(105, 110, TapioClass.WeakDecoupling)]
    [InlineData(110, 110, TapioClass.ExpansiveCoupling)]
    [InlineData(120, 110, TapioClass.ExpansiveNegativeDecoupling)]
    [InlineData(110, 90, TapioClass.StrongNegativeDecoupling)]
    [InlineData(95, 90, TapioClass.WeakNegativeDecoupling)]
    [InlineData(90, 90, TapioClass.RecessiveCoupling)]
    [InlineData(80, 90, TapioClass.RecessiveDecoupling)]
    public void Each_of_the_eight_classes_is_found(double energy, double output, TapioClass expected)
    {
        var tapio = Tapio.Of(100, energy, 100, output);
        Assert.Equal(expected, tapio.Class);
        Assert.Equal((energy - 100) / (output - 100), tapio.Elasticity!.Value, 9);
    }

    [Fact]
    public void An_output_that_hardly_changed_withholds_the_elasticity() => Assert.Equal(TapioGuard.OutputHardlyChanged, Tapio.Of(100, 150, 100, 101).Withheld);

    [Fact]
    public void Without_a_period_before_there_is_nothing_to_relate_to()
    {
        Assert.Equal(TapioGuard.Missing, Tapio.Of(null, 150, 100, 120).Withheld);
        Assert.Equal(TapioGuard.NothingBefore, Tapio.Of(0, 150, 0, 120).Withheld);
    }

    [Theory]
    [InlineData(100, 50, 100, 100, 0.0)]
    [InlineData(100, 75, 100, 150, 0.5)]
    [InlineData(100, 100, 100, 200, 1.0)]
    [InlineData(100, 150, 100, 300, 2.0)]
    public void Rebound_is_what_more_use_ate_of_the_better_intensity(double e0, double e1, double y0, double y1, double rebound) =>
        Assert.Equal(rebound, Tapio.Rebound(e0, e1, y0, y1)!.Value, 9);

    [Fact]
    public void Without_a_better_intensity_nothing_can_rebound() => Assert.Null(Tapio.Rebound(100, 120, 100, 110));

    [Fact]
    public void The_other_side_of_displacement_is_never_made_up()
    {
        var own = Core.Footprint.Ranges.Estimate.Exactly(1);
        Assert.Null(Displacement.AvoidedKg(3, null, own, own));
        Assert.Null(Displacement.AvoidedKg(3, 0.5, null, own));
        Assert.Equal(3 * 0.5 * 10 - 1, Displacement.AvoidedKg(3, 0.5, Core.Footprint.Ranges.Estimate.Exactly(10), own)!.Median);
    }
}
