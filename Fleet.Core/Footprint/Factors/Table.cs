using System.Text;
using CsvHelper;

namespace Fleet.Core.Footprint.Factors;

/// <summary>A delimited text file, read whole, with columns found by any of their names. Cells are text; nothing is guessed.</summary>
public sealed class Table
{
    static readonly char[] Separators = [';', '\t', ','];

    readonly Dictionary<string, int> _columns;

    Table(char separator, IReadOnlyList<string> headers, IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        Separator = separator;
        Headers = headers;
        Rows = [.. rows.Select(row => new TableRow(this, row.Line, row.Cells))];
        _columns = [];
        for (var i = 0; i < headers.Count; i++)
            _columns.TryAdd(Plain(headers[i]), i);
    }

    public char Separator { get; }

    public IReadOnlyList<string> Headers { get; }

    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>Null, with a sentence, when the text is no table.</summary>
    public static Table? Read(string text, out string fault)
    {
        fault = "";
        var first = text.TrimStart('\uFEFF', '\r', '\n', ' ').Split('\n')[0];
        if (first.Trim().Length == 0)
        {
            fault = "The file is empty.";
            return null;
        }
        var separator = Separators.MaxBy(candidate => first.Count(c => c == candidate));
        try
        {
            using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), new()
            {
                Separator = separator, HasHeader = false, SkipEmptyLines = true, FieldCountMismatch = CsvFieldCountHandling.Allow, TrackLineNumbers = true,
            });
            IReadOnlyList<string>? headers = null;
            var rows = new List<(int, string[])>();
            while (csv.Read())
            {
                var cells = new string[csv.FieldCount];
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = csv.GetString(i).Trim();
                if (headers is null)
                    headers = cells;
                else
                    rows.Add(((int)csv.LineNumber, cells));
            }
            return new(separator, headers ?? [], rows);
        }
        catch (CsvFormatException broken)
        {
            fault = $"The file is no clean table: {broken.Message}";
            return null;
        }
    }

    /// <summary>UTF-8 where the bytes are valid UTF-8, else Latin-1, which German offices still write.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>The place of the first column that has one of these names, or −1. Case, blanks, hyphens and brackets do not count.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_columns.TryGetValue(Plain(name), out var place))
                return place;
        return -1;
    }

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
