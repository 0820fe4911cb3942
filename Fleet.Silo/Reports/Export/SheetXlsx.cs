using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>A report as a workbook: a sheet per table, and one on the method: period, boundary, coverage, factors with their sources.</summary>
public static class SheetXlsx
{
    const uint Plain = 0, Bold = 1, Decimal = 2, Whole = 3, Percent = 4, Wrapped = 5;

    static readonly string[] FactorHeaders = ["use", "factor", "set and version", "kg CO2e", "per", "year", "region", "basis", "source", "licence"];

    public static byte[] Write(ReportSheet sheet)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheets = book.Workbook.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheets());
            foreach (var table in sheet.Tables)
                Add(book, sheets, table == sheet.Main ? Word.Of(sheet.Kind) : table.Key, Rows(sheet, table), frozen: true, [18, 28, .. table.Columns.Select(_ => 16.0)]);
            Add(book, sheets, "method", Method(sheet), frozen: false, [24, 60, 24, 12, 12, 10, 10, 40, 60, 40]);
            book.Workbook.Save();
        }
        return stream.ToArray();
    }

    static IEnumerable<Row> Rows(ReportSheet sheet, ReportTable table)
    {
        // Period and grouping stand on the method sheet; here they would only repeat.
        var kinds = table.Columns.ToDictionary(column => column.Header, column => column.Kind);
        var headers = SheetCsv.Headers(sheet, table).Skip(3).ToList();
        yield return new Row(headers.Select(header => Text(header, Bold)));
        foreach (var row in SheetCsv.Rows(table))
        {
            var style = row == table.Total ? Bold : Plain;
            var cells = SheetCsv.Cells(sheet, table, row).Select((cell, i) =>
                cell.Number is { } number ? Number(number, Style(kinds[headers[i + 2].Replace("_before", "", StringComparison.Ordinal)])) : Text(cell.Word ?? "", Plain));
            yield return new Row([Text(row.Key, style), Text(row.Name, style), .. cells]);
        }
    }

    static IEnumerable<Row> Method(ReportSheet sheet)
    {
        Row Pair(string name, string value) => new(Text(name, Bold), Text(value, Wrapped));
        static string Share(double? share) => share is { } value ? value.ToString("0.0 %", CultureInfo.InvariantCulture) : "";
        yield return Pair("workshop", sheet.Workshop);
        yield return Pair("period", $"{sheet.Days.From:yyyy-MM-dd} to {sheet.Days.To.AddDays(-1):yyyy-MM-dd} ({sheet.TimeZone})");
        yield return Pair("compared with", sheet.Before is { } before ? $"{before.From:yyyy-MM-dd} to {before.To.AddDays(-1):yyyy-MM-dd}" : "");
        yield return Pair("grouped by", sheet.GroupBy);
        yield return Pair("overhead", Word.Of(sheet.View));
        yield return Pair("boundary", sheet.Boundary);
        yield return Pair("not included", string.Join(", ", sheet.NotIncluded));
        yield return Pair("energy metered", Share(sheet.Coverage.Energy));
        yield return Pair("mass of known lots", Share(sheet.Coverage.Mass));
        yield return Pair("runs with an outcome", Share(sheet.Coverage.Outcome));
        yield return Pair("grid energy with a signal of its time", Share(sheet.Coverage.Signal));
        yield return Pair("method", sheet.Method + (sheet.Seed is { } seed ? $", {SheetDesk.Rounds} draws, seed {seed}" : ", closed form"));
        foreach (var note in sheet.Notes)
            yield return Pair("note", note);
        foreach (var withheld in sheet.Tables.SelectMany(table => SheetCsv.Rows(table).SelectMany(row => row.Cells)).Select(cell => cell.Why).OfType<string>().Distinct())
            yield return Pair("withheld", withheld);
        yield return new Row();
        yield return new Row(FactorHeaders.Select(header => Text(header, Bold)));
        foreach (var factor in sheet.Factors)
            yield return new Row(Text(factor.Use, Plain), Text(factor.Name, Wrapped), Text($"{factor.Set} {factor.Version}".Trim(), Plain),
                factor.KgPerUnit is { } kg ? Number(kg, Plain) : Text("by slot", Plain), Text(factor.Unit, Plain), Number(factor.Year, Plain), Text(factor.Region, Plain),
                Text(factor.Basis, Wrapped), Text(factor.Source, Wrapped), Text(factor.Licence, Wrapped));
    }

    static void Add(WorkbookPart book, DocumentFormat.OpenXml.Spreadsheet.Sheets sheets, string name, IEnumerable<Row> rows, bool frozen, IReadOnlyList<double> widths)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var view = new SheetView { WorkbookViewId = 0 };
        if (frozen)
            view.AppendChild(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        part.Worksheet = new Worksheet(new SheetViews(view),
            new Columns(widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })), new SheetData(rows));
        var id = (uint)sheets.ChildElements.Count + 1;
        sheets.AppendChild(new Sheet { Id = book.GetIdOfPart(part), SheetId = id, Name = name });
    }

    static Cell Text(string text, uint style) => new() { DataType = CellValues.InlineString, InlineString = new(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }), StyleIndex = style };

    static Cell Number(double number, uint style) => new() { CellValue = new(number.ToString("R", CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = style };

    /// <summary>XML has no control characters.</summary>
    static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c == '\n'));

    static uint Style(CellKind kind) => kind switch { CellKind.Share => Percent, CellKind.Count => Whole, _ => Decimal };

    static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0.00" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "0.0%" }),
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new CellFormats(
            new CellFormat { FontId = 0 }, new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true }));
}
