namespace Fleet.Web.Components.Views;

public sealed record ReportView
{
    public required ReportChoice Choice { get; init; }
    public required IReadOnlyList<ReportLine> Lines { get; init; }
    public required ReportLine Total { get; init; }
    /// <summary>Where exactly these figures come as CSV.</summary>
    public required string CsvAddress { get; init; }
}
