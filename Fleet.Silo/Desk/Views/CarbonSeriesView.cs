namespace Fleet.Silo.Desk.Views;

/// <summary>An imported carbon signal.</summary>
/// <param name="To">Not included.</param>
/// <param name="Faults">What was flagged at the import.</param>
public sealed record CarbonSeriesView(
    string Id, string Zone, string Signal, string Source, DateTimeOffset From, DateTimeOffset To, long Slots, IReadOnlyList<string> Faults, string ImportedBy, DateTimeOffset ImportedAt);
