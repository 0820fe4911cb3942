namespace Fleet.Silo.Reports.Sheets;

/// <summary>A table of a report.</summary>
/// <param name="Key"><c>main</c>, or what else it shows, for instance <c>idle</c>.</param>
/// <param name="Total">Null where a sum has no meaning.</param>
public sealed record ReportTable(string Key, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows, ReportRow? Total)
{
    public ReportCell Cell(ReportRow row, string column) => row.Cells[Place(column)];

    public int Place(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Key == column)
                return i;
        throw new ArgumentException($"The table {Key} has no column {column}.", nameof(column));
    }
}
