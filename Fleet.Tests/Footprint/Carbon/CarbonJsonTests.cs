using Fleet.Core.Footprint.Carbon;

namespace Fleet.Tests.Footprint.Carbon;

public sealed class CarbonJsonTests
{
    [Fact]
    public void The_Carbon_Aware_SDKs_file_is_read()
    {
        const string Json = """{"Date":"2026-11-01T00:00:00Z","Emissions":[{"Location":"westeurope","Time":"2026-11-01T00:00:00Z","Rating":212.5,"Duration":"01:00:00"},{"Location":"westeurope","Time":"2026-11-01T01:00:00+00:00","Rating":200}]}""";
        var series = Assert.Single(CarbonJson.Read(Json, null, SignalType.AverageConsumption, "sample").Series);
        Assert.Equal(("WESTEUROPE", 2, 3_600_000L), (series.Zone, series.Slots.Count, series.Slots[1].EndMs - series.Slots[1].StartMs));
        Assert.False(CarbonJson.Read(Json, null, null, "sample").IsUsable); // It does not say what kind of signal it is.
    }

    [Fact]
    public void The_United_Kingdoms_half_hours_are_read_and_forecasts_are_not()
    {
        const string Json = """{"data":[{"from":"2026-11-01T00:00Z","to":"2026-11-01T00:30Z","intensity":{"forecast":180,"actual":176,"index":"moderate"}},{"from":"2026-11-01T00:30Z","to":"2026-11-01T01:00Z","intensity":{"forecast":170,"actual":null,"index":"low"}}]}""";
        var series = Assert.Single(CarbonJson.Read(Json).Series);
        Assert.Equal(("GB", 176.0), (series.Zone, Assert.Single(series.Slots).GPerKwh));
    }

    [Fact]
    public void Energy_Charts_arrays_are_read_and_nulls_stay_missing()
    {
        var series = Assert.Single(CarbonJson.Read("""{"unix_seconds":[1793491200,1793492100,1793493000],"co2eq":[231.0,null,240.5]}""", "de").Series);
        Assert.Equal([900_000L, 900_000L], series.Slots.Select(slot => slot.EndMs - slot.StartMs));
    }

    [Fact]
    public void A_wrong_element_is_refused_with_its_number()
    {
        var reading = CarbonJson.Read("""{"Emissions":[{"Location":"x","Time":"2026-11-01T00:00:00Z","Rating":1},{"Location":"x","Time":"soon","Rating":1}]}""", null, SignalType.Marginal, "s");
        Assert.Equal(2, Assert.Single(reading.Faults).Row);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("""{"prices":[1]}""")]
    [InlineData("""{"unix_seconds":[1,2],"co2eq":[1]}""")]
    public void What_is_of_no_known_shape_is_refused(string json) => Assert.False(CarbonJson.Read(json, "DE", SignalType.Marginal, "s").IsUsable);
}
