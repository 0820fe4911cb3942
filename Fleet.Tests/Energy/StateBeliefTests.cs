using Fleet.Core.Energy;
using Fleet.Core.Machines;

namespace Fleet.Tests.Energy;

public sealed class StateBeliefTests
{
    [Fact]
    public void Before_any_spell_the_profile_speaks_with_its_own_uncertainty()
    {
        var belief = StateBelief.Prior(100, 0.3);
        Assert.Equal(100, belief.MeanW);
        Assert.Equal(30, Math.Sqrt(belief.MeanVarianceW2), 6);
    }

    [Fact]
    public void The_machines_own_meter_soon_outweighs_the_profile()
    {
        var random = new Random(7);
        var belief = StateBelief.Prior(100, 0.3);
        for (var spell = 0; spell < 30; spell++)
            belief = belief.Learn(150 + 9 * Normal(random), 0);
        Assert.InRange(belief.MeanW, 145, 155);
        Assert.InRange(Math.Sqrt(belief.SpreadW2), 6, 14);
        Assert.InRange(Math.Sqrt(belief.MeanVarianceW2), 1, 3);
    }

    [Fact]
    public void A_spell_that_is_known_badly_teaches_little()
    {
        var prior = StateBelief.Prior(100, 0.3);
        var sure = prior.Learn(150, 0);
        var vague = prior.Learn(150, 100 * 100);
        Assert.True(vague.MeanW < sure.MeanW && vague.MeanW > 100);
        Assert.True(vague.Weight < sure.Weight);
    }

    [Fact]
    public void A_machine_that_changes_is_followed()
    {
        var belief = StateBelief.Prior(100, 0.3);
        for (var spell = 0; spell < 2000; spell++)
            belief = belief.Learn(100, 0);
        for (var spell = 0; spell < 400; spell++)
            belief = belief.Learn(140, 0);
        Assert.InRange(belief.MeanW, 130, 141);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-5)]
    public void Nonsense_teaches_nothing(double spellW)
    {
        var prior = StateBelief.Prior(100, 0.3);
        Assert.Equal(prior, prior.Learn(spellW, 0));
    }

    [Fact]
    public void Meters_that_feed_one_machine_together_add_up()
    {
        var half = PowerBook.FromProfile(Behind.Printer, 0.5);
        var whole = PowerBook.Sum([half, half]);
        Assert.Equal(100, whole[RunPhase.Processing].MeanW, 9);
        Assert.Equal(2 * half[RunPhase.Processing].MeanVarianceW2, whole[RunPhase.Processing].MeanVarianceW2, 6);
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
