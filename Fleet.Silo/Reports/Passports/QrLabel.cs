using Fleet.Silo.Reports.Export;
using QRCoder;
using SkiaSharp;

namespace Fleet.Silo.Reports.Passports;

/// <summary>A label to stick on a part: the passport's code as QR, title and code beside it. 60 × 30 mm, as PNG and PDF.</summary>
public static class QrLabel
{
    const float WidthMm = 60, HeightMm = 30, PointsPerMm = 72 / 25.4f;

    /// <summary>Of the PNG: 300 dots per inch.</summary>
    const float DotsPerMm = 300 / 25.4f;

    public static byte[] Png(string address, string title, string code)
    {
        using var bitmap = new SKBitmap((int)(WidthMm * DotsPerMm), (int)(HeightMm * DotsPerMm));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(DotsPerMm);
            Draw(canvas, address, title, code);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public static byte[] Pdf(string address, string title, string code)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = title }))
        {
            var canvas = document.BeginPage(WidthMm * PointsPerMm, HeightMm * PointsPerMm);
            canvas.Scale(PointsPerMm);
            Draw(canvas, address, title, code);
            document.EndPage();
            document.Close();
        }
        return stream.ToArray();
    }

    /// <summary>In millimetres.</summary>
    static void Draw(SKCanvas canvas, string address, string title, string code)
    {
        const float Quiet = 2, Side = 26;
        canvas.Clear(SKColors.White);
        using var black = new SKPaint { Color = SKColors.Black };
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var modules = data.ModuleMatrix;
        var step = Side / modules.Count;
        for (var row = 0; row < modules.Count; row++)
            for (var column = 0; column < modules.Count; column++)
                if (modules[row][column])
                    // A hair of overlap, so that no printer leaves a white line between modules.
                    canvas.DrawRect(Quiet + (column * step), Quiet + (row * step), step + 0.01f, step + 0.01f, black);
        using var large = new SKFont(Typefaces.Bold, 3.4f);
        using var small = new SKFont(Typefaces.Bold, 2.6f);
        const float X = Quiet + Side + 1.5f;
        var y = 7f;
        foreach (var line in Lines(Typefaces.Printable(title), large, WidthMm - X - Quiet).Take(4))
        {
            canvas.DrawText(line, X, y, SKTextAlign.Left, large, black);
            y += 4.4f;
        }
        canvas.DrawText(code, X, HeightMm - 4, SKTextAlign.Left, small, black);
    }

    static IEnumerable<string> Lines(string text, SKFont font, float width)
    {
        var line = "";
        foreach (var letter in text)
        {
            if (line.Length > 0 && font.MeasureText(line + letter) > width)
            {
                yield return line;
                line = "";
            }
            line += letter;
        }
        yield return line;
    }
}
