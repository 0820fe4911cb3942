using System.Text.Encodings.Web;
using System.Text.Json;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>
/// A report as JSON: what the API answers and what is kept when it is published. The same report is always the same bytes. A missing
/// figure is null; why it was withheld stands beside it.
/// </summary>
public static class SheetJson
{
    static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static byte[] Write(ReportSheet sheet)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            Head(json, sheet);
            Table(json, sheet.Main);
            json.WriteStartArray("tables");
            foreach (var table in sheet.Tables.Skip(1))
            {
                json.WriteStartObject();
                json.WriteString("key", table.Key);
                Table(json, table);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Factors(json, sheet.Factors);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static void Head(Utf8JsonWriter json, ReportSheet sheet)
    {
        json.WriteString("kind", Word.Of(sheet.Kind));
        json.WriteString("workshop", sheet.Workshop);
        json.WriteString("from", sheet.From);
        json.WriteString("to", sheet.To);
        Period(json, "days", sheet.Days);
        Period(json, "before", sheet.Before);
        json.WriteString("timeZone", sheet.TimeZone);
        json.WriteString("groupBy", sheet.GroupBy);
        json.WriteString("view", Word.Of(sheet.View));
        json.WriteString("boundary", sheet.Boundary);
        List(json, "notIncluded", sheet.NotIncluded);
        json.WriteStartObject("coverage");
        Number(json, "energy", sheet.Coverage.Energy);
        Number(json, "mass", sheet.Coverage.Mass);
        Number(json, "outcome", sheet.Coverage.Outcome);
        Number(json, "signal", sheet.Coverage.Signal);
        json.WriteEndObject();
        json.WriteString("method", sheet.Method);
        if (sheet.Seed is { } seed)
            json.WriteNumber("seed", seed);
        else
            json.WriteNull("seed");
        List(json, "notes", sheet.Notes);
    }

    static void Table(Utf8JsonWriter json, ReportTable table)
    {
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("key", column.Key);
            json.WriteString("header", column.Header);
            json.WriteString("kind", Word.Of(column.Kind));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
            Row(json, table, row);
        json.WriteEndArray();
        json.WritePropertyName("total");
        if (table.Total is null)
            json.WriteNullValue();
        else
            Row(json, table, table.Total);
    }

    static void Row(Utf8JsonWriter json, ReportTable table, ReportRow row)
    {
        json.WriteStartObject();
        json.WriteString("key", row.Key);
        json.WriteString("name", row.Name);
        Cells(json, table, row.Cells);
        if (row.Before.Count > 0)
        {
            json.WriteStartObject("before");
            Cells(json, table, row.Before);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void Cells(Utf8JsonWriter json, ReportTable table, IReadOnlyList<ReportCell> cells)
    {
        for (var i = 0; i < cells.Count; i++)
            if (cells[i].Word is { } word)
                json.WriteString(table.Columns[i].Key, word);
            else
                Number(json, table.Columns[i].Key, cells[i].Number);
        var withheld = cells.Select((cell, i) => (table.Columns[i].Key, cell.Why)).Where(cell => cell.Why is not null).ToList();
        if (withheld.Count == 0)
            return;
        json.WriteStartObject("withheld");
        foreach (var (key, why) in withheld)
            json.WriteString(key, why);
        json.WriteEndObject();
    }

    static void Factors(Utf8JsonWriter json, IReadOnlyList<FactorNote> factors)
    {
        json.WriteStartArray("factors");
        foreach (var factor in factors)
        {
            json.WriteStartObject();
            json.WriteString("use", factor.Use);
            json.WriteString("set", factor.Set);
            json.WriteString("version", factor.Version);
            json.WriteString("key", factor.Key);
            json.WriteString("name", factor.Name);
            Number(json, "kgCo2ePerUnit", factor.KgPerUnit);
            json.WriteString("unit", factor.Unit);
            json.WriteNumber("year", factor.Year);
            json.WriteString("region", factor.Region);
            json.WriteString("basis", factor.Basis);
            json.WriteString("source", factor.Source);
            json.WriteString("licence", factor.Licence);
            json.WriteNumber("geomSd", factor.GeomSd);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Period(Utf8JsonWriter json, string name, Period? period)
    {
        if (period is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("from", period.From.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("to", period.To.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
