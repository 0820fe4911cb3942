namespace Fleet.Silo.Reports.Sheets;

/// <summary>One group, cell by cell in the order of the table's columns.</summary>
/// <param name="Key">A machine's id, a purpose, a material or a word of <see cref="GroupWords"/>.</param>
/// <param name="Before">The same cells of the period before; empty without one.</param>
public sealed record ReportRow(string Key, string Name, IReadOnlyList<ReportCell> Cells, IReadOnlyList<ReportCell> Before);
