namespace Fleet.Silo.Desk.Views;

/// <summary>A table of factors as it was imported or shipped.</summary>
/// <param name="Faults">What was flagged at the import, row by row.</param>
/// <param name="RetiredAt">When a newer version took over; null: in use.</param>
public sealed record FactorSetView(
    string Id, string Name, string Version, string Licence, string Format, int Factors, IReadOnlyList<string> Faults, string ImportedBy, DateTimeOffset? ImportedAt, DateTimeOffset? RetiredAt, bool Shipped);
