using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Web.Components.Language;

namespace Fleet.Tests.Web;

public sealed partial class SpeechTests
{
    [Fact]
    public void English_and_German_have_the_same_sentences()
    {
        Assert.Equal(German.Words.Keys.Order(StringComparer.Ordinal), English.Words.Keys.Order(StringComparer.Ordinal));
        Assert.All(German.Words, pair => Assert.Equal(Holes(pair.Value), Holes(English.Words[pair.Key])));
        Assert.All(German.Words.Concat(English.Words), pair => Assert.False(string.IsNullOrWhiteSpace(pair.Value), pair.Key));
    }

    [Fact]
    public void Every_sentence_that_a_page_or_script_asks_for_is_there()
    {
        var asked = Sources().SelectMany(source => Asked().Matches(source).Select(match => match.Groups[1].Value)).Distinct();

        Assert.All(asked, key => Assert.Contains(key, German.Words.Keys));
    }

    [Theory]
    [InlineData("de-DE", 1234.5, "1,23\u202FkWh")]
    [InlineData("en-GB", 1234.5, "1.23\u202FkWh")]
    [InlineData("de-DE", 41.68, "41,7\u202FWh")]
    [InlineData("de-DE", 0.7, "0,70\u202FWh")]
    [InlineData("de-DE", 0.0, "0\u202FWh")]
    public void Energy_is_written_as_the_reader_writes_it(string culture, double wh, string expected)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);

        Assert.Equal(expected, Figures.Energy(wh));
    }

    [Theory]
    [InlineData(8, "8\u202Fs")]
    [InlineData(59.7, "60\u202Fs")]
    [InlineData(4 * 60 + 29, "4\u202Fmin")]
    [InlineData(59.6 * 60, "1\u202Fh 0\u202Fmin")]
    [InlineData(72 * 60, "1\u202Fh 12\u202Fmin")]
    [InlineData(51 * 3600, "2\u202Fd 3\u202Fh")]
    public void Durations_name_their_two_largest_units(double seconds, string expected) => Assert.Equal(expected, Figures.Duration(seconds));

    [Fact]
    public void What_is_missing_is_a_dash_and_never_a_zero()
    {
        Assert.Equal(Figures.Missing, Figures.Energy(null));
        Assert.Equal(Figures.Missing, Figures.Mass(null));
        Assert.Equal(Figures.Missing, Figures.Power(null));
        Assert.Equal(Figures.Missing, Figures.Duration(null));
        Assert.Equal(Figures.Missing, Figures.Duration(double.NaN));
    }

    static IEnumerable<string> Sources()
    {
        var web = Path.Combine(Story.Repository.Root, "Fleet.Web");
        return Directory.EnumerateFiles(Path.Combine(web, "Components"), "*.razor", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(web, "wwwroot", "js"), "*.js"))
            .Select(File.ReadAllText);
    }

    static IEnumerable<string> Holes(string sentence) => Hole().Matches(sentence).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex("""(?:Say\[|\bword\()"([a-z]+\.[A-Za-z0-9.]+)["]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();
}
