namespace Fleet.Silo.Reports.Sheets;

/// <param name="Key">In JSON and for the pages' words, for instance <c>warmUpWh</c>.</param>
/// <param name="Header">In tables, with the unit, for instance <c>warm_up_wh</c>.</param>
/// <param name="Compared">Whether the value of the period before stands beside it.</param>
public sealed record ReportColumn(string Key, string Header, CellKind Kind, bool Compared = false);
