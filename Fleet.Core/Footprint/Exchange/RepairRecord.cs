namespace Fleet.Core.Footprint.Exchange;

/// <summary>One attempt at a repair.</summary>
/// <param name="Number">Unique in the workshop, from 1.</param>
/// <param name="ProductCategory">One of <see cref="RepairCategories.Products"/>.</param>
/// <param name="SparePartPassport">Address of the printed spare part's passport; empty without one.</param>
public sealed record RepairRecord(
    long Number, string ProductCategory, string PartnerProductCategory, string Brand, int? YearOfManufacture, string Status, string Barrier, string Problem, DateOnly EventDate, string SparePartPassport);
