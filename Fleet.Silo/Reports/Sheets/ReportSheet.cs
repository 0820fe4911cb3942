namespace Fleet.Silo.Reports.Sheets;

/// <summary>
/// A report: what the page shows, what every export holds and what is published, from one object. Totals stand beside intensities, and
/// every figure knows its period, boundary and coverage.
/// </summary>
/// <param name="From">First instant.</param>
/// <param name="To">Not included.</param>
/// <param name="Before">The period that is compared with; null without one.</param>
/// <param name="Boundary">What the figures cover.</param>
/// <param name="NotIncluded">What they do not; codes for which pages have sentences.</param>
/// <param name="Method">Name and version of the arithmetic.</param>
/// <param name="View">Where overhead stands.</param>
/// <param name="Seed">Of the drawing; null where the closed form was used.</param>
public sealed record ReportSheet(
    ReportKind Kind, DateTimeOffset From, DateTimeOffset To, Period Days, string TimeZone, string GroupBy, Period? Before, string Workshop,
    string Boundary, IReadOnlyList<string> NotIncluded, ReportCoverage Coverage, IReadOnlyList<ReportTable> Tables, IReadOnlyList<FactorNote> Factors,
    IReadOnlyList<string> Notes, string Method, long? Seed, OverheadView View = OverheadView.Direct)
{
    public ReportTable Main => Tables[0];

    public ReportTable? Find(string key) => Tables.FirstOrDefault(table => table.Key == key);
}
