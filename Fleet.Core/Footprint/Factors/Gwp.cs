namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// Greenhouse gases of one unit, kg CO₂e, fossil, biogenic and land use apart as ISO 14067 asks. A part that the source does not
/// tell apart is null, never zero.
/// </summary>
/// <param name="TotalKg">As the source states it.</param>
public sealed record Gwp(double TotalKg, double? FossilKg = null, double? BiogenicKg = null, double? LandUseKg = null)
{
    /// <summary>Relative difference between the total and the sum of the parts that is rounding and no fault.</summary>
    const double Rounding = 0.02;

    /// <summary>Whether the parts, where all are given, add up to the total.</summary>
    public bool AddsUp =>
        FossilKg is not { } fossil || BiogenicKg is not { } biogenic || LandUseKg is not { } landUse
        || Math.Abs(fossil + biogenic + landUse - TotalKg)
            <= Rounding * Math.Max(Math.Abs(TotalKg), Math.Abs(fossil) + Math.Abs(biogenic) + Math.Abs(landUse)) + 1e-9;
}
