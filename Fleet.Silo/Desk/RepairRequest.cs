namespace Fleet.Silo.Desk;

/// <summary>An attempt at a repair, in the words of the Open Repair Data Standard.</summary>
/// <param name="ProductCategory">One of the standard's forty.</param>
/// <param name="Status"><c>Fixed</c>, <c>Repairable</c>, <c>End of life</c> or <c>Unknown</c>.</param>
/// <param name="Barrier">For <c>End of life</c>.</param>
/// <param name="JobId">The job that made a spare part for it, or null.</param>
/// <param name="At">Null: now.</param>
public sealed record RepairRequest(
    string? ProductCategory, string? Status, string? PartnerProductCategory = null, string? Brand = null, int? YearOfManufacture = null, string? Barrier = null, string? Problem = null, string? JobId = null,
    DateTimeOffset? At = null);
