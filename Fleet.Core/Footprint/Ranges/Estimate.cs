namespace Fleet.Core.Footprint.Ranges;

/// <summary>A figure as it may be shown: the median and the bounds that hold it in 90 of 100 cases.</summary>
public sealed record Estimate(double Median, double P5, double P95)
{
    public static Estimate Exactly(double value) => new(value, value, value);
}
