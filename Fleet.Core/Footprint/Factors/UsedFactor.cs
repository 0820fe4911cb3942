namespace Fleet.Core.Footprint.Factors;

/// <summary>A factor with the set that it comes from: what a report must name.</summary>
public sealed record UsedFactor(Factor Factor, string SetId, string SetName, string SetVersion)
{
    /// <summary>Names the draw that all its uses share.</summary>
    public string Draw => $"{SetId}/{Factor.Key}";
}
