using System.Globalization;
using Fleet.Silo.Reports.Sheets;
using SkiaSharp;

namespace Fleet.Silo.Reports.Export;

/// <summary>A report as a PDF to print and file: finding, plot, tables, method. A4, as many pages as it takes.</summary>
public sealed class SheetPdf
{
    static readonly Dictionary<string, SKColor> Colours = new()
    {
        ["warmUp"] = new(0xBF, 0x7E, 0x19), ["processing"] = new(0x00, 0x68, 0xDA), ["idle"] = new(0x49, 0x10, 0x7E), ["overhead"] = new(0x6B, 0x72, 0x80), ["carried"] = new(0x8A, 0x93, 0x9C),
        ["unassigned"] = new(0xB4, 0xBB, 0xC3), ["good"] = new(0x00, 0x48, 0x41), ["lost"] = new(0xAA, 0x23, 0x0D), ["open"] = new(0x6B, 0x72, 0x80), ["waste"] = new(0xBF, 0x7E, 0x19),
        ["electricity"] = new(0x00, 0x68, 0xDA), ["material"] = new(0xBF, 0x7E, 0x19),
    };

    readonly ReportSheet _sheet;
    readonly PdfPaper _paper;
    readonly CultureInfo _culture;

    SheetPdf(ReportSheet sheet, PdfPaper paper, CultureInfo culture) => (_sheet, _paper, _culture) = (sheet, paper, culture);

    /// <param name="culture">How numbers are written.</param>
    public static byte[] Write(ReportSheet sheet, CultureInfo? culture = null)
    {
        using var stream = new MemoryStream();
        // Times of creation come from the report, so that the same report is the same bytes.
        var metadata = new SKDocumentPdfMetadata
        {
            Title = $"{sheet.Workshop}: {Word.Of(sheet.Kind)} {sheet.Days.From:yyyy-MM-dd}", Creation = sheet.To.UtcDateTime, Modified = sheet.To.UtcDateTime, RasterDpi = 150, EncodingQuality = 90,
        };
        using (var paper = new PdfPaper(stream, metadata, $"Fleet · {sheet.Workshop} · {sheet.Method}"))
            new SheetPdf(sheet, paper, culture ?? CultureInfo.InvariantCulture).Draw();
        return stream.ToArray();
    }

    void Draw()
    {
        _paper.Text($"{_sheet.Workshop}: {Heading}{(_sheet.View == OverheadView.Full ? ", full view" : "")}", _paper.Title, _paper.Ink, 24);
        _paper.Text($"{Day(_sheet.Days.From)} to {Day(_sheet.Days.To.AddDays(-1))} ({_sheet.TimeZone})"
            + (_sheet.Before is { } before ? $", compared with {Day(before.From)} to {Day(before.To.AddDays(-1))}" : ""), _paper.Plain, _paper.Quiet);
        _paper.Paragraph($"{_sheet.Boundary} Not included: {string.Join(", ", _sheet.NotIncluded.Select(PaperWords.Spaced))}.");
        _paper.Paragraph($"Energy metered {Share(_sheet.Coverage.Energy)}; mass of known lots {Share(_sheet.Coverage.Mass)}; runs with an outcome {Share(_sheet.Coverage.Outcome)}; grid energy with a signal of its time {Share(_sheet.Coverage.Signal)}.");
        foreach (var note in _sheet.Notes)
            _paper.Paragraph(note);
        if (BarPlot.Of(_sheet) is { } plot)
            Plot(plot);
        foreach (var table in _sheet.Tables.Where(table => table.Rows.Count > 0))
            new PdfTable(_paper, table, _sheet.Kind, _culture).Draw();
        Method();
        _paper.Close();
    }

    string Heading => $"{PaperWords.Title(_sheet.Kind)} by {_sheet.GroupBy}";

    /// <summary>As in the other exports: 11/01 would be two days.</summary>
    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    string Share(double? share) => share is { } value ? value.ToString("0 %", _culture) : "–";

    void Plot(BarPlot plot)
    {
        const float Bar = 12, Step = 19, Names = 130, Figures = 60;
        _paper.Room(40 + (plot.Bars.Count * Step));
        _paper.Y += 8;
        _paper.Text($"{Heading}, {plot.Unit}", _paper.Strong, _paper.Ink);
        var x = PdfPaper.Margin;
        var parts = plot.Bars.SelectMany(bar => bar.Parts.Select(part => part.Part)).Distinct().ToList();
        // One colour needs no legend: the heading says what it is.
        foreach (var part in parts.Where(_ => parts.Count > 1 || _sheet.Kind == ReportKind.Footprint))
        {
            Fill(part, x, _paper.Y - 6, 8, 8);
            _paper.Print(PaperWords.Spaced(part), x + 11, _paper.Y, _paper.Small, _paper.Quiet);
            x += 26 + _paper.Small.MeasureText(PaperWords.Spaced(part));
        }
        _paper.Y += x > PdfPaper.Margin ? 10 : 0;
        const float Left = PdfPaper.Margin + Names;
        const float Width = PdfPaper.Width - (2 * PdfPaper.Margin) - Names - Figures;
        foreach (var bar in plot.Bars)
        {
            _paper.Print(PdfPaper.Short(PaperWords.Name(new(bar.Key, bar.Name, [], [])), _paper.Plain, Names - 8), PdfPaper.Margin, _paper.Y + 10, _paper.Plain, _paper.Ink);
            x = Left;
            foreach (var (part, value) in bar.Parts)
            {
                Fill(part, x, _paper.Y, (float)(value / plot.Scale * Width), Bar);
                x += (float)(value / plot.Scale * Width);
            }
            if (bar is { Low: { } low, High: { } high })
                Range(Left + (float)(low / plot.Scale * Width), Left + (float)(high / plot.Scale * Width), _paper.Y, Bar);
            _paper.Right(PaperWords.Figure(bar.Value, _sheet.Kind == ReportKind.Footprint ? CellKind.Kg : CellKind.Wh, _culture), PdfPaper.Width - PdfPaper.Margin, _paper.Y + 10, _paper.Plain, _paper.Ink);
            _paper.Y += Step;
        }
    }

    void Fill(string part, float x, float y, float width, float height)
    {
        using var fill = new SKPaint { Color = Colours.GetValueOrDefault(part, SKColors.Gray) };
        _paper.Canvas.DrawRect(x, y, width, height, fill);
    }

    void Range(float from, float to, float y, float height)
    {
        using var line = new SKPaint { Color = _paper.Ink.Color, StrokeWidth = 1, IsStroke = true };
        _paper.Canvas.DrawLine(from, y + (height / 2), to, y + (height / 2), line);
        _paper.Canvas.DrawLine(from, y + 3, from, y + height - 3, line);
        _paper.Canvas.DrawLine(to, y + 3, to, y + height - 3, line);
    }

    void Method()
    {
        _paper.Room(60);
        _paper.Y += 14;
        _paper.Text("Method", _paper.Strong, _paper.Ink);
        _paper.Paragraph($"{_sheet.Method}{(_sheet.Seed is { } seed ? $", {SheetDesk.Rounds} draws with seed {seed}" : ", closed form")}. Ranges are P5 to P95; a factor's error is shared by everything that uses it.");
        foreach (var why in _sheet.Tables.SelectMany(table => SheetCsv.Rows(table).SelectMany(row => row.Cells)).Select(cell => cell.Why).OfType<string>().Distinct())
            _paper.Paragraph($"Withheld: {why}");
        foreach (var factor in _sheet.Factors)
            _paper.Paragraph($"{PaperWords.Spaced(factor.Use)}: {factor.Name}, {(factor.KgPerUnit is { } kg ? kg.ToString("0.####", _culture) : "by slot")} kg CO2e/{factor.Unit}, {factor.Year}, {factor.Basis}. {factor.Source}. {factor.Licence}".Trim());
    }
}
