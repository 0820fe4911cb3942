using Fleet.Core.Footprint.Carbon;

namespace Fleet.Tests.Footprint.Carbon;

public sealed class GenerationTableTests
{
    static readonly Dictionary<string, double> Fuels = new() { ["coal"] = 820, ["gas"] = 490, ["wind"] = 11, ["solar"] = 48, ["hydro"] = 24, ["nuclear"] = 12, ["biomass"] = 230 };

    [Fact]
    public void A_slots_intensity_is_the_mean_of_what_was_generated()
    {
        var reading = GenerationTable.Read("MTU (UTC),Fossil Hard coal - Actual Aggregated [MW],Wind Onshore - Actual Aggregated [MW]\n01.11.2026 00:00 - 01.11.2026 00:15,1000,3000\n", "DE", Fuels, "IPCC 2014");
        var slot = Assert.Single(Assert.Single(reading.Series).Slots);
        Assert.Equal((1000 * 820 + 3000 * 11) / 4000.0, slot.GPerKwh, 9);
        Assert.Equal(900_000, slot.EndMs - slot.StartMs);
    }

    [Fact]
    public void A_slot_with_much_that_has_no_factor_is_left_out_and_counted()
    {
        var reading = GenerationTable.Read("time,B05,B20\n2026-11-01T00:00:00Z,90,10\n2026-11-01T00:15:00Z,99,1\n", "DE", Fuels, "IPCC 2014");
        Assert.Equal(820, Assert.Single(Assert.Single(reading.Series).Slots).GPerKwh, 9);
        Assert.Contains("1 slots", Assert.Single(reading.Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_in_CET_are_refused_because_an_hour_comes_twice() =>
        Assert.Contains("UTC", Assert.Single(GenerationTable.Read("MTU (CET/CEST),B01\n01.11.2026 00:00 - 01.11.2026 00:15,5\n", "DE", Fuels, "x").Faults).Sentence, StringComparison.Ordinal);
}
