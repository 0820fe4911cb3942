using System.Text;
using Fleet.Silo.Reports.Passports;
using SkiaSharp;

namespace Fleet.Tests.Reports;

public sealed class QrLabelTests
{
    [Fact]
    public void The_label_has_its_size_and_the_three_finders_of_a_code()
    {
        using var label = SKBitmap.Decode(QrLabel.Png("https://fleet.example.org/p/abcdefghjkmn", "Knob of a kettle, printed in two attempts", "abcdefghjkmn"));
        Assert.Equal((708, 354), (label.Width, label.Height));
        var dot = 300 / 25.4f;
        // 26 mm of code with its quiet zone, 37 modules of 0.70 mm: the middle of a finder is 7.5 of them in, the light ring around it 2 from there.
        const float Middle = 5.27f, Ring = 2f * 26 / 37;
        foreach (var (x, y) in new[] { (2 + Middle, 2 + Middle), (28 - Middle, 2 + Middle), (2 + Middle, 28 - Middle) })
        {
            Assert.True(IsDark(label, x, y, dot), $"no finder at {x}, {y} mm");
            Assert.False(IsDark(label, x - Ring, y, dot), $"no ring at {x}, {y} mm");
        }
        // The title stands to the right of the code.
        Assert.True(Enumerable.Range(0, 200).Sum(x => Enumerable.Range(0, 60).Count(y => label.GetPixel(380 + x, 40 + y).Red < 128)) > 200, "no title");
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(QrLabel.Pdf("https://fleet.example.org/p/a", "Knob", "a")[..5]), StringComparison.Ordinal);
    }

    static bool IsDark(SKBitmap label, float xMm, float yMm, float dot) => label.GetPixel((int)(xMm * dot), (int)(yMm * dot)).Red < 128;
}
