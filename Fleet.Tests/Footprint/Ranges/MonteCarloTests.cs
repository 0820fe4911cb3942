using Fleet.Core.Footprint.Ranges;

namespace Fleet.Tests.Footprint.Ranges;

public sealed class MonteCarloTests
{
    static Term Use(double kwh, string meter, double sigma = 0.02, double factor = 0.342, double factorSigma = 0.1, string name = "grid") =>
        new(new(kwh, sigma), meter, factor, factorSigma, name);

    [Fact]
    public void The_same_seed_gives_the_same_numbers_in_any_order_of_asking()
    {
        Term[] one = [Use(3, "a"), Use(5, "b")];
        Term[] other = [Use(5, "b")];
        var first = new MonteCarlo(7);
        var (a1, b1) = (first.Sum(one), first.Sum(other));
        var second = new MonteCarlo(7);
        var (b2, a2) = (second.Sum(other), second.Sum(one));
        Assert.Equal((a1, b1), (a2, b2));
        Assert.NotEqual(a1, new MonteCarlo(8).Sum(one));
    }

    /// <summary>Golden: a frozen report's numbers can be computed again in ten years.</summary>
    [Fact]
    public void The_numbers_of_a_seed_never_change()
    {
        var normal = new SeededNormal(42, "factor grid");
        Assert.Equal([-0.2242, 0.1694, -1.0939], [.. Enumerable.Range(0, 3).Select(_ => Math.Round(normal.Next(), 4))]);
    }

    [Fact]
    public void The_draws_are_standard_normal()
    {
        var normal = new SeededNormal(1, "x");
        var draws = Enumerable.Range(0, 100_000).Select(_ => normal.Next()).ToArray();
        Assert.Equal(0, draws.Average(), 0.01);
        Assert.Equal(1, draws.Average(x => x * x), 0.02);
        Assert.Equal(0.05, draws.Count(x => x < -LogNormal.Z95) / 100_000.0, 0.003);
    }

    [Fact]
    public void A_shared_factor_does_not_average_out_over_jobs_and_independent_meters_do()
    {
        var jobs = Enumerable.Range(0, 200).Select(i => Use(1, $"meter {i}", sigma: 0.3, factorSigma: 0.2)).ToList();
        var one = new MonteCarlo(3).Sum([jobs[0]])!;
        var all = new MonteCarlo(3).Sum(jobs)!;
        var factorAlone = new LogNormal(1, 0.2).Estimate;
        Assert.True(Width(all) < Width(one));
        Assert.Equal(Width(factorAlone), Width(all), 0.05);
    }

    [Theory]
    [InlineData(1, 0.02, 0.1)]
    [InlineData(40, 0.2, 0.12)]
    [InlineData(5, 0.05, 0.4)]
    public void The_fast_path_agrees_with_the_draws(int meters, double sigma, double factorSigma)
    {
        List<Term> terms = [.. Enumerable.Range(0, meters).Select(i => Use(1 + i, $"m{i}", sigma, factorSigma: factorSigma)), Use(0.4, "spool", 0.03, 2.578, factorSigma / 2, "pp")];
        var fast = Moments.Sum(terms)!;
        var drawn = new MonteCarlo(11, 20_000).Sum(terms)!;
        Assert.Equal(1, fast.Median / drawn.Median, 0.02);
        Assert.Equal(1, fast.P5 / drawn.P5, 0.05);
        Assert.Equal(1, fast.P95 / drawn.P95, 0.05);
    }

    [Fact]
    public void Nothing_has_no_range()
    {
        Assert.Null(Moments.Sum([]));
        Assert.Null(new MonteCarlo(1).Sum([]));
    }

    [Fact]
    public void A_credit_may_bring_the_sum_below_zero()
    {
        var sum = Moments.Sum([Use(1, "m"), new(new(1, 0.01), "wood", -1.4, 0.1, "wood")])!;
        Assert.True(sum.Median < 0 && sum.P5 < sum.Median && sum.Median < sum.P95);
    }

    static double Width(Estimate estimate) => Math.Log(estimate.P95 / estimate.P5);
}
