namespace Fleet.Silo.Desk;

/// <summary>A piece of evidence.</summary>
/// <param name="Kind"><c>commonGood</c>, <c>sdg</c> or <c>teaching</c>.</param>
/// <param name="Code">Topic of the matrix (<c>E3</c>) or target (<c>12.5</c>); empty for teaching.</param>
/// <param name="Version">Of the matrix; null: the current one.</param>
/// <param name="Text">What was done.</param>
/// <param name="Hours">Of teaching.</param>
/// <param name="FirstTimers">People who used a machine for the first time.</param>
/// <param name="At">Null: now.</param>
public sealed record EvidenceRequest(
    string? Kind, string? Code = null, string? Version = null, string? Text = null, string? Link = null, double? Hours = null, int? People = null, int? FirstTimers = null, DateTimeOffset? At = null);
