namespace Fleet.Core.Machines;

/// <summary>
/// Average electrical power per state in W, for machines without a meter and for splitting a metered interval.
/// Published or measured elsewhere: a prior, never a result.
/// </summary>
public sealed record PowerModel
{
    public double OffW { get; init; }
    public required double StandbyW { get; init; }
    public required double ReadyW { get; init; }
    public required double WarmUpW { get; init; }
    public required double ProcessingW { get; init; }
    public double CoolDownW { get; init; }

    /// <summary>Relative standard uncertainty of these values, for instance 0.3 for ±30 %.</summary>
    public double RelativeUncertainty { get; init; } = 0.3;

    public required string Source { get; init; }
}
