namespace Fleet.Core.Footprint.Exchange;

/// <summary>A period of a workshop as an inventory for assessments: flows with units, uncertainty, quality and words on how they came about.</summary>
/// <param name="Country">ISO 3166 two letters, or empty.</param>
/// <param name="To">Not included.</param>
public sealed record Inventory(
    string WorkshopId, string Workshop, string Country, DateOnly From, DateOnly To, string TimeZone, string Boundary, string Coverage, string NotIncluded, string Method,
    IReadOnlyList<InventoryProcess> Processes, IReadOnlyList<SocialEvidence> Evidence);
