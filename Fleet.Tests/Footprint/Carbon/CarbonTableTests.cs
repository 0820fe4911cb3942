using Fleet.Core.Footprint.Carbon;
using Fleet.Tests.Story;
using FsCheck.Xunit;

namespace Fleet.Tests.Footprint.Carbon;

public sealed class CarbonTableTests
{
    const string Header = "start_utc,end_utc,zone,g_per_kwh,signal_type,source\n";

    [Fact]
    public void The_generic_table_is_read_by_its_headers()
    {
        var series = Assert.Single(CarbonTable.Read(Header + "2026-11-01T00:00:00Z,2026-11-01T00:15:00Z,de,301.5,averageProduction,me\n2026-11-01T00:15:00Z,2026-11-01T00:30:00Z,DE,299,average_production,me\n").Series);
        Assert.Equal(("DE", SignalType.AverageProduction, 2), (series.Zone, series.Signal, series.Slots.Count));
    }

    [Fact]
    public void Overlapping_series_are_refused_with_both_rows()
    {
        var reading = CarbonTable.Read(Header + "2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,301,averageProduction,me\n2026-11-01T00:30:00Z,2026-11-01T01:30:00Z,DE,299,averageProduction,me\n");
        Assert.False(reading.IsUsable);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(3, fault.Row);
        Assert.Contains("row 2", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Average_and_marginal_of_one_time_are_two_series() =>
        Assert.Equal(2, CarbonTable.Read(Header + "2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,301,averageProduction,me\n2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,800,marginal,me\n").Series.Count);

    [Theory]
    [InlineData("2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,\"301,5\",averageProduction,me", "comma")]
    [InlineData("2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,-1,averageProduction,me", "cannot be")]
    [InlineData("2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,301500,averageProduction,me", "unit")]
    [InlineData("2026-11-01T01:00:00Z,2026-11-01T00:00:00Z,DE,301,averageProduction,me", "ends before")]
    [InlineData("yesterday,2026-11-01T00:00:00Z,DE,301,averageProduction,me", "no time")]
    [InlineData("2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,DE,301,averageProduction,me", "yearly")]
    [InlineData("2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,DE,301,guess,me", "kind of signal")]
    public void A_bad_row_is_refused_with_its_place_and_reason(string row, string word)
    {
        var fault = Assert.Single(CarbonTable.Read(Header + row + "\n").Faults, fault => fault.Refused);
        Assert.Equal(2, fault.Row);
        Assert.Contains(word, fault.Sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_gap_is_flagged_and_stays_a_gap()
    {
        var reading = CarbonTable.Read("time,carbon intensity\n2026-11-01T00:00:00Z,300\n2026-11-01T01:00:00Z,310\n2026-11-01T05:00:00Z,320\n", "DE", SignalType.AverageProduction, "me");
        Assert.True(reading.IsUsable);
        Assert.Contains("3 h", Assert.Single(reading.Faults).Sentence, StringComparison.Ordinal);
        Assert.Null(new SignalOverTime(reading.Series[0].Slots).At(DateTimeOffset.Parse("2026-11-01T03:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_file_without_source_or_kind_is_refused()
    {
        Assert.False(CarbonTable.Read("time,g_per_kwh\n2026-11-01T00:00:00Z,300\n", "DE", SignalType.AverageProduction).IsUsable);
        Assert.False(CarbonTable.Read("time,g_per_kwh\n2026-11-01T00:00:00Z,300\n", "DE", null, "me").IsUsable);
    }

    [Fact]
    public void Germany_in_2020_has_the_published_mean()
    {
        var file = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "carbon", "de_2020_15min_gco2_per_kwh.csv"));
        Assert.SkipUnless(File.Exists(file), "../shared/data/carbon is absent.");
        var reading = CarbonTable.Read(File.ReadAllText(file), "DE", SignalType.AverageProduction, "lets-wait-awhile");
        Assert.True(reading.IsUsable);
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        var (mean, known) = new SignalOverTime(Assert.Single(reading.Series).Slots).Over(from, to);
        Assert.Equal(313.4, mean, 0.1);
        Assert.Equal(1, known, 0.001);
    }

    [Property]
    public void Any_text_is_a_reading_and_never_an_exception(string? text)
    {
        Assert.NotNull(CarbonTable.Read(text ?? ""));
        Assert.NotNull(CarbonTable.Read($"time,g_per_kwh\n{text}", "DE", SignalType.Marginal, "me"));
        Assert.NotNull(CarbonJson.Read(text ?? "", "DE", SignalType.Marginal, "me"));
        Assert.NotNull(GenerationTable.Read($"MTU,B01\n{text}", "DE", new Dictionary<string, double>(), "me"));
    }
}
