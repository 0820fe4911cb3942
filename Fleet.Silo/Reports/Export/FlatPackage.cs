using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>
/// Every table of a report as CSV in one zip, with a manifest that names type, unit and meaning of each column (Frictionless Data
/// Package and Table Schema).
/// </summary>
public static class FlatPackage
{
    /// <summary>Entries carry no time of their own: the same report is the same bytes.</summary>
    static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ReportSheet sheet)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in sheet.Tables)
                Add(zip, $"{table.Key}.csv", SheetCsv.Write(sheet, table));
            Add(zip, "datapackage.json", JsonSerializer.SerializeToUtf8Bytes(Manifest(sheet), Json));
            Add(zip, "report.json", SheetJson.Write(sheet));
        }
        return stream.ToArray();
    }

    static JsonObject Manifest(ReportSheet sheet) => new()
    {
        ["name"] = $"fleet-{Word.Of(sheet.Kind).ToLowerInvariant()}-{sheet.GroupBy}-{sheet.Days.From:yyyy-MM-dd}",
        ["profile"] = "tabular-data-package",
        ["title"] = $"{sheet.Workshop}: {Word.Of(sheet.Kind)} by {sheet.GroupBy}, {sheet.Days.From:yyyy-MM-dd} to {sheet.Days.To.AddDays(-1):yyyy-MM-dd}",
        ["description"] = $"{sheet.Boundary} Not included: {string.Join(", ", sheet.NotIncluded)}. {string.Join(' ', sheet.Notes)}".Trim(),
        ["resources"] = new JsonArray([.. sheet.Tables.Select(table => (JsonNode)new JsonObject
        {
            ["name"] = table.Key.ToLowerInvariant(), ["path"] = $"{table.Key}.csv", ["profile"] = "tabular-data-resource", ["mediatype"] = "text/csv", ["encoding"] = "utf-8",
            ["schema"] = new JsonObject
            {
                ["fields"] = new JsonArray([.. SheetCsv.Headers(sheet, table).Select(header => (JsonNode)Field(table, header))]),
                ["missingValues"] = new JsonArray(""),
                ["primaryKey"] = "key",
            },
        })]),
        ["sources"] = new JsonArray([.. sheet.Factors.Select(factor => factor.Source).Distinct().Select(source => (JsonNode)new JsonObject { ["title"] = source })]),
    };

    static JsonObject Field(ReportTable table, string header)
    {
        var plain = header.EndsWith("_before", StringComparison.Ordinal) ? header[..^"_before".Length] : header;
        var column = table.Columns.FirstOrDefault(column => column.Header == plain);
        var (type, unit) = column is null ? (header.EndsWith("_utc", StringComparison.Ordinal) ? "datetime" : "string", "") : Of(column.Kind);
        var field = new JsonObject { ["name"] = header, ["type"] = type };
        if (unit.Length > 0)
            field["unit"] = unit;
        return field;
    }

    /// <summary>Type of Table Schema, and the unit's symbol.</summary>
    static (string Type, string Unit) Of(CellKind kind) => kind switch
    {
        CellKind.Wh => ("number", "W.h"),
        CellKind.Grams => ("number", "g"),
        CellKind.Kg => ("number", "kg CO2e"),
        CellKind.Hours => ("number", "h"),
        CellKind.Watts => ("number", "W"),
        CellKind.Count => ("integer", "1"),
        CellKind.Word => ("string", ""),
        _ => ("number", "1"),
    };

    internal static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
