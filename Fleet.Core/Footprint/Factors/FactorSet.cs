namespace Fleet.Core.Footprint.Factors;

/// <summary>One version of one table of factors. A set never changes; a correction is a new version.</summary>
/// <param name="Version">As its publisher counts, or the date of the import.</param>
public sealed record FactorSet(string Id, string Name, string Version, string Licence, IReadOnlyList<Factor> Factors);
