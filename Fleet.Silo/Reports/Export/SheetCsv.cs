using System.Globalization;
using CsvHelper;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>A table of a report as CSV: what the page shows, cell by cell, with the unit in each header. Missing is empty.</summary>
public static class SheetCsv
{
    static readonly string[] Head = ["from_utc", "to_utc", "group_by", "key", "name"];

    public static byte[] Write(ReportSheet sheet, ReportTable table)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, leaveOpen: true))
        {
            csv.WriteRecord([.. Headers(sheet, table)]);
            foreach (var row in Rows(table))
            {
                csv.WriteField(sheet.From.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                csv.WriteField(sheet.To.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                csv.WriteField(sheet.GroupBy);
                csv.WriteField(row.Key);
                csv.WriteField(row.Name);
                foreach (var cell in Cells(sheet, table, row))
                    if (cell.Word is not null)
                        csv.WriteField(cell.Word);
                    else
                        csv.WriteField(cell.Number);
                csv.EndRecord();
            }
        }
        return stream.ToArray();
    }

    public static IEnumerable<string> Headers(ReportSheet sheet, ReportTable table) =>
        [.. Head, .. table.Columns.Select(column => column.Header), .. Compared(sheet, table).Select(place => table.Columns[place].Header + "_before")];

    public static IEnumerable<ReportRow> Rows(ReportTable table) => table.Total is null ? table.Rows : table.Rows.Append(table.Total);

    /// <summary>The row's cells and, after them, those of the period before.</summary>
    public static IEnumerable<ReportCell> Cells(ReportSheet sheet, ReportTable table, ReportRow row) =>
        row.Cells.Concat(Compared(sheet, table).Select(place => row.Before.Count > 0 ? row.Before[place] : ReportCell.Missing));

    /// <summary>Places of the columns that stand beside the period before.</summary>
    static IEnumerable<int> Compared(ReportSheet sheet, ReportTable table) =>
        sheet.Before is null || table != sheet.Main ? [] : Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Compared);
}
