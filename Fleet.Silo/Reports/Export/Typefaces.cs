using SkiaSharp;

namespace Fleet.Silo.Reports.Export;

/// <summary>
/// The fonts of what is printed, compiled in: a server without fonts prints the same as one with many. Atkinson Hyperlegible, SIL Open
/// Font License 1.1, the pages' own files unpacked.
/// </summary>
static class Typefaces
{
    static readonly Lazy<SKTypeface> RegularFace = new(() => Read("atkinson-400.ttf"));
    static readonly Lazy<SKTypeface> BoldFace = new(() => Read("atkinson-700.ttf"));

    static readonly Lazy<SKFont> Glyphs = new(() => new SKFont(Regular));

    public static SKTypeface Regular => RegularFace.Value;

    public static SKTypeface Bold => BoldFace.Value;

    /// <summary>The text with what the font does not have written otherwise: a hole in a printed line would be a lie by omission.</summary>
    public static string Printable(string text) => string.Concat(text.Select(letter => Glyphs.Value.ContainsGlyph(letter) ? letter : letter switch
    {
        '₂' => '2',
        '–' or '‑' => '-',
        '\u202F' or '\u00A0' => ' ',
        '…' => '.',
        _ => '?',
    }));

    static SKTypeface Read(string name)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream($"fonts/{name}")!;
        return SKTypeface.FromStream(stream) ?? throw new InvalidDataException($"The font {name} cannot be read.");
    }
}
