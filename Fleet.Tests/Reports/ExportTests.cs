using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using CsvTable = Fleet.Core.Footprint.Factors.Table;

namespace Fleet.Tests.Reports;

/// <summary>Every export holds what the screen holds, and passes a validator of its own format.</summary>
public sealed class ExportTests(OctoberLedger october) : IClassFixture<OctoberLedger>
{
    public static TheoryData<ReportKind, string> Reports { get; } = new(
        from kind in Enum.GetValues<ReportKind>() from grouping in Grouping.All where grouping != "state" || kind is ReportKind.Energy or ReportKind.Footprint select (kind, grouping));

    Task<ReportSheet> Sheet(ReportKind kind, string by) => october.Ledger.Sheet(kind, "2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00", by);

    [Theory, MemberData(nameof(Reports))]
    public async Task Csv_and_workbook_hold_the_screen_cell_by_cell(ReportKind kind, string by)
    {
        var sheet = await Sheet(kind, by);
        foreach (var table in sheet.Tables)
        {
            var csv = CsvTable.Read(Encoding.UTF8.GetString(SheetCsv.Write(sheet, table)), out _)!;
            var book = Workbook(SheetXlsx.Write(sheet), table == sheet.Main ? Core.Word.Of(sheet.Kind) : table.Key);
            var rows = SheetCsv.Rows(table).ToList();
            Assert.Equal(rows.Count, csv.Rows.Count);
            Assert.Equal(rows.Count + 1, book.Count);
            for (var r = 0; r < rows.Count; r++)
            {
                var cells = SheetCsv.Cells(sheet, table, rows[r]).ToList();
                Assert.Equal(rows[r].Key, csv.Rows[r].Text("key"));
                for (var c = 0; c < cells.Count; c++)
                {
                    var (inCsv, inBook) = (csv.Rows[r][c + 5], book[r + 1][c + 2]);
                    if (cells[c].Number is { } number)
                    {
                        Assert.Equal(number, double.Parse(inCsv, CultureInfo.InvariantCulture));
                        Assert.Equal(number, double.Parse(inBook, CultureInfo.InvariantCulture));
                    }
                    else
                        Assert.Equal((cells[c].Word ?? "", cells[c].Word ?? ""), (inCsv, inBook)); // Missing is empty, never zero.
                }
            }
        }
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task Json_holds_the_screen_and_says_why_a_figure_is_withheld(ReportKind kind, string by)
    {
        var sheet = await Sheet(kind, by);
        var json = JsonDocument.Parse(SheetJson.Write(sheet)).RootElement;
        var rows = json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(sheet.Main.Rows.Count, rows.Count);
        foreach (var (row, read) in sheet.Main.Rows.Zip(rows))
            for (var c = 0; c < row.Cells.Count; c++)
            {
                var property = read.GetProperty(sheet.Main.Columns[c].Key);
                if (row.Cells[c].Number is { } number)
                    Assert.Equal(number, property.GetDouble());
                else if (row.Cells[c].Word is null)
                    Assert.Equal(JsonValueKind.Null, property.ValueKind);
                if (row.Cells[c].Why is { } why)
                    Assert.Equal(why, read.GetProperty("withheld").GetProperty(sheet.Main.Columns[c].Key).GetString());
            }
    }

    [Fact]
    public async Task The_workbook_is_valid_and_its_method_sheet_names_every_source()
    {
        var sheet = await Sheet(ReportKind.Footprint, "machine");
        using var document = SpreadsheetDocument.Open(new MemoryStream(SheetXlsx.Write(sheet)), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var method = string.Join('\n', Workbook(SheetXlsx.Write(sheet), "method").SelectMany(row => row));
        Assert.All(sheet.Factors, factor => Assert.Contains(factor.Source, method, StringComparison.Ordinal));
        Assert.Contains("without a factor", method, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_flat_package_describes_every_column_that_it_holds()
    {
        using var zip = new ZipArchive(new MemoryStream(FlatPackage.Write(await Sheet(ReportKind.Energy, "machine"))));
        var manifest = JsonDocument.Parse(Text(zip, "datapackage.json")).RootElement;
        Assert.Matches("^[-a-z0-9._/]+$", manifest.GetProperty("name").GetString()!);
        foreach (var resource in manifest.GetProperty("resources").EnumerateArray())
        {
            Assert.Matches("^[-a-z0-9._/]+$", resource.GetProperty("name").GetString()!);
            var table = CsvTable.Read(Text(zip, resource.GetProperty("path").GetString()!), out _)!;
            var fields = resource.GetProperty("schema").GetProperty("fields").EnumerateArray().ToList();
            Assert.Equal(table.Headers, fields.Select(field => field.GetProperty("name").GetString()!));
            foreach (var row in table.Rows)
                for (var i = 0; i < fields.Count; i++)
                    Assert.True(row[i].Length == 0 || Fits(row[i], fields[i].GetProperty("type").GetString()!), $"{table.Headers[i]}: {row[i]}");
        }

        static bool Fits(string text, string type) => type switch
        {
            "integer" => long.TryParse(text, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(text, CultureInfo.InvariantCulture, out _),
            "datetime" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
    }

    [Fact]
    public async Task The_pdf_has_pages_and_the_same_report_is_the_same_bytes()
    {
        var sheet = await Sheet(ReportKind.Footprint, "machine");
        var pdf = SheetPdf.Write(sheet);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        // Its letters are in it: a server without fonts would else print empty pages.
        Assert.Contains("/FontDescriptor", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.EndsWith("%%EOF", Encoding.Latin1.GetString(pdf).TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(pdf, SheetPdf.Write(await Sheet(ReportKind.Footprint, "machine")));
        Assert.Equal(FlatPackage.Write(sheet), FlatPackage.Write(await Sheet(ReportKind.Footprint, "machine")));
    }

    static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    static List<List<string>> Workbook(byte[] bytes, string name)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var book = document.WorkbookPart!;
        var id = book.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == name).Id!;
        return [.. ((WorksheetPart)book.GetPartById(id!)).Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "").ToList())];
    }
}
