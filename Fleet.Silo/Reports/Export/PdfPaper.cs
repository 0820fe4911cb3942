using SkiaSharp;

namespace Fleet.Silo.Reports.Export;

/// <summary>Pages of A4 that are written from top to bottom, with fonts, ink and a foot on each.</summary>
sealed class PdfPaper : IDisposable
{
    /// <summary>A4 in points.</summary>
    public const float Width = 595, Height = 842, Margin = 42;

    public const float Line = 13, SmallLine = 8.5f;

    readonly SKDocument _document;
    readonly string _foot;
    SKCanvas? _canvas;
    int _page;

    public PdfPaper(Stream stream, SKDocumentPdfMetadata metadata, string foot)
    {
        _document = SKDocument.CreatePdf(stream, metadata);
        _foot = foot;
        NewPage();
    }

    public SKFont Plain { get; } = new(Typefaces.Regular, 9);

    public SKFont Small { get; } = new(Typefaces.Regular, 7);

    public SKFont Strong { get; } = new(Typefaces.Bold, 9);

    public SKFont Title { get; } = new(Typefaces.Bold, 16);

    public SKPaint Ink { get; } = new() { Color = new(0x16, 0x19, 0x1D), IsAntialias = true };

    public SKPaint Quiet { get; } = new() { Color = new(0x4A, 0x51, 0x59), IsAntialias = true };

    readonly SKPaint _rule = new() { Color = new(0xD5, 0xD9, 0xD4), StrokeWidth = 0.6f, IsStroke = true };

    /// <summary>Where the next line stands.</summary>
    public float Y { get; set; }

    public SKCanvas Canvas => _canvas!;

    public void Close()
    {
        _document.EndPage();
        _document.Close();
    }

    public void Dispose()
    {
        _document.Dispose();
        foreach (var thing in new IDisposable[] { Plain, Small, Strong, Title, Ink, Quiet, _rule })
            thing.Dispose();
    }

    /// <summary>Begins a new page where the height is not left on this one.</summary>
    /// <returns>Whether it did.</returns>
    public bool Room(float height)
    {
        if (Y + height <= Height - Margin)
            return false;
        NewPage();
        return true;
    }

    public void Text(string text, SKFont font, SKPaint paint, float advance = Line + 3)
    {
        Print(Short(text, font, Width - (2 * Margin)), Margin, Y, font, paint);
        Y += advance;
    }

    public void Print(string text, float x, float y, SKFont font, SKPaint paint) => Canvas.DrawText(Typefaces.Printable(text), x, y, SKTextAlign.Left, font, paint);

    public void Right(string text, float x, float y, SKFont font, SKPaint paint) => Print(text, x - font.MeasureText(text), y, font, paint);

    public void Rule() => Canvas.DrawLine(Margin, Y, Width - Margin, Y, _rule);

    public void Paragraph(string text)
    {
        foreach (var line in Wrapped(text, Plain, Width - (2 * Margin)))
        {
            Room(Line);
            Print(line, Margin, Y, Plain, Quiet);
            Y += Line;
        }
        Y += 3;
    }

    /// <summary>Lines that are no wider; a word that is wider by itself is cut.</summary>
    public static IReadOnlyList<string> Wrapped(string text, SKFont font, float width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && font.MeasureText($"{lines[^1]} {word}") <= width)
                lines[^1] += $" {word}";
            else
                lines.Add(Short(word, font, width));
        return lines;
    }

    public static string Short(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width)
            return text;
        while (text.Length > 1 && font.MeasureText(text + "…") > width)
            text = text[..^1];
        return text + "…";
    }

    void NewPage()
    {
        if (_page > 0)
            _document.EndPage();
        _canvas = _document.BeginPage(Width, Height);
        _page++;
        Print(_foot, Margin, Height - 22, Small, Quiet);
        Right($"{_page}", Width - Margin, Height - 22, Small, Quiet);
        Y = Margin + 14;
    }
}
