namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// Ember's yearly electricity data. Two shapes: the wide one (<c>country_code, year, emissions_intensity_gco2_per_kwh</c>) and the long
/// one of the download (<c>Area, ISO 3 code, Year, Category, Variable, Unit, Value</c>), of which only the CO₂ intensity is taken.
/// </summary>
public static class EmberTable
{
    /// <summary>The dirtiest grids are near 1 000 g/kWh; four times that is a wrong unit.</summary>
    const double MostGPerKwh = 4000;

    public static FactorReading Read(string text, string licence = "CC BY 4.0")
    {
        if (Table.Read(text, out var broken) is not { } table)
            return FactorReading.Refused(broken);
        var isLong = table.Column("Variable") >= 0 && table.Column("Value") >= 0;
        var country = isLong ? table.Column("ISO 3 code", "Country code") : table.Column("country_code", "iso3", "iso2");
        var year = table.Column("Year");
        var value = isLong ? table.Column("Value") : table.Column("emissions_intensity_gco2_per_kwh", "carbon_intensity_gco2_per_kwh");
        if (country < 0 || year < 0 || value < 0)
            return FactorReading.Refused("This is no yearly table of Ember: country code, year and emissions intensity are not all in the header.");
        var factors = new List<Factor>();
        var faults = new List<RowFault>();
        foreach (var row in table.Rows)
        {
            if (isLong && !row.Text("Variable").Equals("CO2 intensity", StringComparison.OrdinalIgnoreCase))
                continue;
            if (isLong && !row.Text("Unit").StartsWith("gCO2", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add(new(row.Line, $"The intensity is in '{row.Text("Unit")}'; gCO2 per kWh is expected."));
                continue;
            }
            var g = row.Number(value, out var fault);
            var when = row.Number(year, out var yearFault);
            var zone = Zones.Country(row[country]);
            if (fault.Length + yearFault.Length > 0)
                faults.Add(new(row.Line, fault.Length > 0 ? fault : yearFault));
            else if (g is null || zone.Length == 0)
                continue; // Aggregates without a code and years that are not there yet.
            else if (g is < 0 or > MostGPerKwh || when is not (>= 1950 and <= 2100))
                faults.Add(new(row.Line, $"{g} g/kWh in {when} cannot be."));
            else
                factors.Add(new()
                {
                    Key = FactorTable.KeyOf(FactorKind.Electricity, "", zone, (int)when), Kind = FactorKind.Electricity, Name = $"Electricity of {zone}, {when}", Unit = "kWh",
                    Gwp = new(g.Value / 1000), Region = zone, Year = (int)when, Basis = "generation average, life-cycle factors", Source = "Ember, yearly electricity data",
                    Licence = licence, Pedigree = new(2, 1, 1, 1, 2),
                });
        }
        return factors.Count == 0 && faults.Count == 0
            ? FactorReading.Refused("The table has no row with a country and an emissions intensity.")
            : new FactorReading(factors, faults).Checked();
    }
}
