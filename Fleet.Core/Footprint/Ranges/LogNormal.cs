namespace Fleet.Core.Footprint.Ranges;

/// <summary>A quantity that is never negative and is known up to a factor: ln x is normal with the standard deviation σ.</summary>
public readonly record struct LogNormal(double Median, double Sigma)
{
    /// <summary>Standard normal quantiles of 95 % (one side of a 90 % interval) and 97.5 %.</summary>
    public const double Z95 = 1.6448536269514722;
    public const double Z975 = 1.959963984540054;

    public double Mean => Median * Math.Exp(Sigma * Sigma / 2);

    public double Variance => Mean * Mean * (Math.Exp(Sigma * Sigma) - 1);

    public Estimate Estimate => new(Median, Median * Math.Exp(-Z95 * Sigma), Median * Math.Exp(Z95 * Sigma));

    /// <summary>
    /// From a value and its hard bounds, which are taken as a 95 % interval; the wider side decides, so that neither bound is made
    /// narrower than it was stated.
    /// </summary>
    public static LogNormal FromBounds(double value, double low, double high)
    {
        if (!(value > 0))
            return new(value, 0);
        var up = high > value ? Math.Log(high / value) : 0;
        var down = low > 0 && low < value ? Math.Log(value / low) : 0;
        // A lower bound of zero says only that nothing is certain; ln 0 is no number to calculate with.
        if (low <= 0)
            down = Math.Max(up, Math.Log(4));
        return new(value, Math.Max(up, down) / Z975);
    }

    /// <summary>The log-normal with this mean and variance (Fenton-Wilkinson).</summary>
    public static LogNormal FromMoments(double mean, double variance)
    {
        if (!(mean > 0))
            return new(mean, 0);
        var sigma2 = Math.Log(1 + (Math.Max(0, variance) / (mean * mean)));
        return new(mean * Math.Exp(-sigma2 / 2), Math.Sqrt(sigma2));
    }
}
