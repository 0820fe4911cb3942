using Fleet.Core.Footprint.Factors;

namespace Fleet.Tests.Footprint.Factors;

public sealed class EmberTableTests
{
    [Fact]
    public void The_wide_table_gives_a_factor_per_country_and_year()
    {
        var reading = EmberTable.Read("country_code,year,emissions_intensity_gco2_per_kwh\nDEU,2024,342.06\nDEU,2025,\n,2024,400\n");
        var factor = Assert.Single(reading.Factors);
        Assert.Equal(("electricity:de:2024", 0.34206, "DE"), (factor.Key, Math.Round(factor.Gwp.TotalKg, 9), factor.Region));
    }

    [Fact]
    public void The_long_table_is_read_for_its_intensity_alone()
    {
        var reading = EmberTable.Read(
            "Area,ISO 3 code,Year,Category,Subcategory,Variable,Unit,Value\nFrance,FRA,2023,Electricity generation,Fuel,Coal,TWh,1.9\nFrance,FRA,2023,Power sector emissions,CO2 intensity,CO2 intensity,gCO2/kWh,56.04\n");
        Assert.Equal("electricity:fr:2023", Assert.Single(reading.Factors).Key);
    }

    [Fact]
    public void An_intensity_in_another_unit_is_refused_with_its_row()
    {
        var reading = EmberTable.Read("Area,ISO 3 code,Year,Variable,Unit,Value\nFrance,FRA,2023,CO2 intensity,kgCO2/kWh,0.056\n");
        Assert.Equal(2, Assert.Single(reading.Faults).Row);
    }

    [Fact]
    public void An_impossible_intensity_is_refused() =>
        Assert.False(EmberTable.Read("country_code,year,emissions_intensity_gco2_per_kwh\nDEU,2024,342060\n").IsUsable);
}
