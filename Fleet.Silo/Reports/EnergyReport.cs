namespace Fleet.Silo.Reports;

/// <summary>Energy and material of a period. What the page shows is what the exports hold.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
/// <param name="GroupBy"><c>machine</c>, <c>purpose</c> or <c>material</c>.</param>
/// <param name="Boundary">What the figures cover, in words.</param>
/// <param name="NotIncluded">What they do not, in words.</param>
public sealed record EnergyReport(
    DateTimeOffset From,
    DateTimeOffset To,
    string GroupBy,
    string Boundary,
    IReadOnlyList<string> NotIncluded,
    IReadOnlyList<EnergyReportRow> Rows,
    EnergyReportRow Total);
