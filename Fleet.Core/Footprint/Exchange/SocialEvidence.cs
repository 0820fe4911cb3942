namespace Fleet.Core.Footprint.Exchange;

/// <summary>Evidence that travels with the physical flows: a topic of the common-good matrix, an SDG target, hours of teaching. No score.</summary>
/// <param name="Code">For instance <c>E3</c> or <c>12.5</c>.</param>
/// <param name="Version">Of the matrix; empty otherwise.</param>
/// <param name="Amount">Hours, people or entries; the unit says which.</param>
public sealed record SocialEvidence(string Kind, string Code, string Version, double Amount, string Unit, string Comment);
