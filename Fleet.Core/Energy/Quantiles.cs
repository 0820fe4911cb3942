namespace Fleet.Core.Energy;

/// <summary>From standard uncertainties and limits to the half width of the range 5 to 95 %.</summary>
public static class Quantiles
{
    /// <summary>95th percentile of the normal distribution, in standard deviations.</summary>
    public const double Normal95 = 1.6448536269514722;

    /// <summary>95th percentile of an error that is equally likely anywhere within its limit, in limits.</summary>
    public const double Limit95 = 0.9;

    /// <summary>95th percentile of the difference of two readings of one step each (a triangle of that half width), in steps: 1 − √0.1.</summary>
    public static readonly double Step95 = 1 - Math.Sqrt(0.1);
}
