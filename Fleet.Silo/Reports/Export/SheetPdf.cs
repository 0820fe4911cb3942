using System.Globalization;
using Fleet.Silo.Reports.Sheets;
using SkiaSharp;

namespace Fleet.Silo.Reports.Export;

/// <summary>A report as a PDF to print and file: finding, plot, tables, method. A4, as many pages as it takes.</summary>
public sealed class SheetPdf : IDisposable
{
    /// <summary>A4 in points.</summary>
    const float Width = 595, Height = 842, Margin = 42;

    const float Line = 13;

    static readonly Dictionary<string, SKColor> Colours = new()
    {
        ["warmUp"] = new(0xBF, 0x7E, 0x19), ["processing"] = new(0x00, 0x68, 0xDA), ["idle"] = new(0x49, 0x10, 0x7E), ["overhead"] = new(0x6B, 0x72, 0x80), ["carried"] = new(0x8A, 0x93, 0x9C),
        ["unassigned"] = new(0xB4, 0xBB, 0xC3), ["good"] = new(0x00, 0x48, 0x41), ["lost"] = new(0xAA, 0x23, 0x0D), ["open"] = new(0x6B, 0x72, 0x80), ["waste"] = new(0xBF, 0x7E, 0x19),
        ["electricity"] = new(0x00, 0x68, 0xDA), ["material"] = new(0xBF, 0x7E, 0x19),
    };

    readonly SKDocument _document;
    readonly SKFont _text;
    readonly SKFont _small;
    readonly SKFont _strong;
    readonly SKFont _title;
    readonly SKPaint _ink = new() { Color = new(0x16, 0x19, 0x1D), IsAntialias = true };
    readonly SKPaint _quiet = new() { Color = new(0x4A, 0x51, 0x59), IsAntialias = true };
    readonly SKPaint _rule = new() { Color = new(0xD5, 0xD9, 0xD4), StrokeWidth = 0.6f, IsStroke = true };
    SKCanvas? _canvas;
    float _y;
    int _page;

    SheetPdf(Stream stream, ReportSheet sheet)
    {
        // Times of creation come from the report, so that the same report is the same bytes.
        _document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata
        {
            Title = $"{sheet.Workshop}: {Word.Of(sheet.Kind)} {sheet.Days.From:yyyy-MM-dd}", Creation = sheet.To.UtcDateTime, Modified = sheet.To.UtcDateTime, RasterDpi = 150, EncodingQuality = 90,
        });
        (_text, _small, _strong, _title) = (new(Typefaces.Regular, 9), new(Typefaces.Regular, 7), new(Typefaces.Bold, 9), new(Typefaces.Bold, 16));
    }

    /// <param name="culture">How numbers are written.</param>
    public static byte[] Write(ReportSheet sheet, CultureInfo? culture = null)
    {
        using var stream = new MemoryStream();
        using (var pdf = new SheetPdf(stream, sheet))
            pdf.Draw(sheet, culture ?? CultureInfo.InvariantCulture);
        return stream.ToArray();
    }

    public void Dispose()
    {
        _document.Dispose();
        foreach (var thing in new IDisposable[] { _text, _small, _strong, _title, _ink, _quiet, _rule })
            thing.Dispose();
    }

    void Draw(ReportSheet sheet, CultureInfo culture)
    {
        NewPage(sheet);
        Text($"{sheet.Workshop}: {Title(sheet.Kind)} by {sheet.GroupBy}{(sheet.View == OverheadView.Full ? ", full view" : "")}", _title, _ink, 24);
        Text($"{sheet.Days.From.ToString("d", culture)} to {sheet.Days.To.AddDays(-1).ToString("d", culture)} ({sheet.TimeZone})"
            + (sheet.Before is { } before ? $", compared with {before.From.ToString("d", culture)} to {before.To.AddDays(-1).ToString("d", culture)}" : ""), _text, _quiet);
        Paragraph($"{sheet.Boundary} Not included: {string.Join(", ", sheet.NotIncluded)}.");
        Paragraph($"Energy metered {Share(sheet.Coverage.Energy)}; mass of known lots {Share(sheet.Coverage.Mass)}; runs with an outcome {Share(sheet.Coverage.Outcome)}; grid energy with a signal of its time {Share(sheet.Coverage.Signal)}.");
        foreach (var note in sheet.Notes)
            Paragraph(note);
        if (BarPlot.Of(sheet) is { } plot)
            Plot(sheet, plot, culture);
        foreach (var table in sheet.Tables.Where(table => table.Rows.Count > 0))
            Table(sheet, table, culture);
        Method(sheet, culture);
        _document.EndPage();
        _document.Close();

        string Share(double? share) => share is { } value ? value.ToString("0 %", culture) : "–";
    }

    void Plot(ReportSheet sheet, BarPlot plot, CultureInfo culture)
    {
        const float Bar = 12, Step = 19, Names = 130, Figures = 80;
        Room(sheet, 30 + (plot.Bars.Count * Step));
        _y += 8;
        Text($"{Title(sheet.Kind)} by {sheet.GroupBy}, {plot.Unit}", _strong, _ink);
        var x = Margin;
        foreach (var part in plot.Bars.SelectMany(bar => bar.Parts.Select(part => part.Part)).Distinct())
        {
            using var fill = new SKPaint { Color = Colours.GetValueOrDefault(part, SKColors.Gray) };
            _canvas!.DrawRect(x, _y - 7, 8, 8, fill);
            Print(part, x + 11, _y, _small, _quiet);
            x += 24 + _small.MeasureText(part);
        }
        _y += 10;
        var width = Width - (2 * Margin) - Names - Figures;
        foreach (var bar in plot.Bars)
        {
            Print(Short(bar.Name, _text, Names - 8), Margin, _y + 10, _text, _ink);
            x = Margin + Names;
            foreach (var (part, value) in bar.Parts)
            {
                using var fill = new SKPaint { Color = Colours.GetValueOrDefault(part, SKColors.Gray) };
                var w = (float)(value / plot.Scale * width);
                _canvas!.DrawRect(x, _y, w, Bar, fill);
                x += w;
            }
            if (bar is { Low: { } low, High: { } high })
            {
                using var line = new SKPaint { Color = _ink.Color, StrokeWidth = 1, IsStroke = true };
                var (from, to) = (Margin + Names + (float)(low / plot.Scale * width), Margin + Names + (float)(high / plot.Scale * width));
                _canvas!.DrawLine(from, _y + (Bar / 2), to, _y + (Bar / 2), line);
                _canvas!.DrawLine(from, _y + 3, from, _y + Bar - 3, line);
                _canvas!.DrawLine(to, _y + 3, to, _y + Bar - 3, line);
            }
            Print(bar.Value.ToString("#,##0.##", culture), Width - Margin - Figures + 6, _y + 10, _small, _quiet);
            _y += Step;
        }
    }

    /// <summary>As many columns as fit beside each other; the rest below, so that nothing of the screen is missing on paper.</summary>
    void Table(ReportSheet sheet, ReportTable table, CultureInfo culture)
    {
        const int AtOnce = 6;
        const float Names = 120;
        for (var first = 0; first < table.Columns.Count; first += AtOnce)
        {
            var columns = table.Columns.Skip(first).Take(AtOnce).ToList();
            var step = (Width - (2 * Margin) - Names) / AtOnce;
            Room(sheet, 60);
            _y += 12;
            Text(table.Key == "main" ? Title(sheet.Kind) : table.Key, _strong, _ink);
            for (var i = 0; i < columns.Count; i++)
                Right(Short(columns[i].Header, _small, step - 4), Margin + Names + ((i + 1) * step), _small, _quiet);
            _y += 4;
            _canvas!.DrawLine(Margin, _y, Width - Margin, _y, _rule);
            _y += Line - 2;
            foreach (var row in SheetCsv.Rows(table))
            {
                Room(sheet, Line);
                var font = row == table.Total ? _strong : _text;
                Print(Short(row.Name, font, Names - 6), Margin, _y, font, _ink);
                for (var i = 0; i < columns.Count; i++)
                    Right(Figure(row.Cells[first + i], columns[i].Kind, culture), Margin + Names + ((i + 1) * step), font, _ink);
                _y += Line;
            }
        }
    }

    void Method(ReportSheet sheet, CultureInfo culture)
    {
        Room(sheet, 60);
        _y += 12;
        Text("Method", _strong, _ink);
        Paragraph($"{sheet.Method}{(sheet.Seed is { } seed ? $", {SheetDesk.Rounds} draws with seed {seed}" : ", closed form")}. Ranges are P5 to P95; a factor's error is shared by everything that uses it.");
        foreach (var why in sheet.Tables.SelectMany(table => SheetCsv.Rows(table).SelectMany(row => row.Cells)).Select(cell => cell.Why).OfType<string>().Distinct())
            Paragraph($"Withheld: {why}");
        foreach (var factor in sheet.Factors)
            Paragraph($"{factor.Use}: {factor.Name}, {(factor.KgPerUnit is { } kg ? kg.ToString("0.####", culture) : "by slot")} kg CO₂e/{factor.Unit}, {factor.Year}, {factor.Basis}. {factor.Source}. {factor.Licence}".Trim());
    }

    static string Title(ReportKind kind) => kind switch { ReportKind.Use => "Use and rebound", _ => kind.ToString() };

    static string Figure(ReportCell cell, CellKind kind, CultureInfo culture) => cell switch
    {
        { Word: { } word } => word,
        { Why: not null } => "(withheld)",
        { Number: null } => "–",
        { Number: { } number } => kind switch
        {
            CellKind.Share => number.ToString("0.0 %", culture),
            CellKind.Count => number.ToString("#,##0", culture),
            CellKind.Kg => Significant(number, culture),
            _ => number.ToString("#,##0.##", culture),
        },
    };

    /// <summary>Two significant digits: a footprint is not known better.</summary>
    static string Significant(double number, CultureInfo culture)
    {
        if (number == 0)
            return "0";
        var digits = 1 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        return digits >= 0 ? number.ToString("F" + Math.Min(digits, 9), culture) : (Math.Round(number / Math.Pow(10, -digits)) * Math.Pow(10, -digits)).ToString("#,##0", culture);
    }

    void NewPage(ReportSheet sheet)
    {
        if (_page > 0)
            _document.EndPage();
        _canvas = _document.BeginPage(Width, Height);
        _page++;
        var foot = $"Fleet · {sheet.Workshop} · {sheet.Method} · {_page}";
        Print(foot, Margin, Height - 22, _small, _quiet);
        _y = Margin + 14;
    }

    void Room(ReportSheet sheet, float height)
    {
        if (_y + height > Height - Margin)
            NewPage(sheet);
    }

    void Text(string text, SKFont font, SKPaint paint, float advance = Line + 3)
    {
        Print(Short(text, font, Width - (2 * Margin)), Margin, _y, font, paint);
        _y += advance;
    }

    void Print(string text, float x, float y, SKFont font, SKPaint paint) => _canvas!.DrawText(Typefaces.Printable(text), x, y, SKTextAlign.Left, font, paint);

    void Right(string text, float x, SKFont font, SKPaint paint) => Print(text, x - font.MeasureText(text), _y, font, paint);

    void Paragraph(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && _text.MeasureText($"{line} {word}") > Width - (2 * Margin))
            {
                Put(line);
                line = word;
            }
            else
                line = line.Length == 0 ? word : $"{line} {word}";
        }
        Put(line);
        _y += 3;

        void Put(string words)
        {
            if (_y > Height - Margin)
            {
                _document.EndPage();
                _canvas = _document.BeginPage(Width, Height);
                _page++;
                _y = Margin + 14;
            }
            Print(words, Margin, _y, _text, _quiet);
            _y += Line;
        }
    }

    static string Short(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width)
            return text;
        while (text.Length > 1 && font.MeasureText(text + "…") > width)
            text = text[..^1];
        return text + "…";
    }
}
