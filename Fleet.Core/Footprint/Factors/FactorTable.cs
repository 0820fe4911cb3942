using System.Globalization;

namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// A table of factors that a person wrote, and the shipped one. Columns are found by name: <c>kind, key, name, unit, gwp_kgco2e,
/// gwp_fossil, gwp_biogenic, gwp_land_use, region, year, basis, source, licence, pedigree, geom_sd, aliases</c>; every other column
/// whose cells are numbers is kept as a further impact. Needed are kind, name, unit, gwp_kgco2e, year, basis and source.
/// </summary>
public static class FactorTable
{
    static readonly string[] Needed = ["kind", "name", "unit", "gwp_kgco2e", "year", "basis", "source"];

    static readonly string[] Known =
    [
        "kind", "key", "name", "unit", "gwp_kgco2e", "gwp_fossil", "gwp_biogenic", "gwp_land_use", "region", "year", "basis", "source", "licence", "license",
        "pedigree", "geom_sd", "aliases", "comment",
    ];

    /// <summary>Above this, kg CO₂e per kg or kWh, a unit was mixed up: no material of a workshop and no grid comes near.</summary>
    public const double AbsurdKg = 500;

    public static FactorReading Read(string text)
    {
        if (Table.Read(text, out var broken) is not { } table)
            return FactorReading.Refused(broken);
        var missing = Needed.Where(name => table.Column(name) < 0).ToList();
        if (missing.Count > 0)
            return FactorReading.Refused($"The header misses {string.Join(", ", missing)}. Name these columns in the first line.");
        var factors = new List<Factor>();
        var faults = new List<RowFault>();
        foreach (var row in table.Rows)
            if (One(table, row, faults) is { } factor)
                factors.Add(factor);
        return new FactorReading(factors, faults).Checked();
    }

    static Factor? One(Table table, TableRow row, List<RowFault> faults)
    {
        var before = faults.Count;
        void Refuse(string sentence) => faults.Add(new(row.Line, sentence));
        double? Number(string column, double least, double most)
        {
            var value = row.Number(table.Column(column), out var fault);
            if (fault.Length > 0)
                Refuse(fault);
            else if (value < least || value > most)
                Refuse($"{column} is {value!.Value.ToString(CultureInfo.InvariantCulture)}; {least} to {most} can be. Is the unit right (kg CO₂e per kg or kWh)?");
            else
                return value;
            return null;
        }

        var kind = Word.Read<FactorKind>(row.Text("kind"));
        if (kind is null)
            Refuse($"'{row.Text("kind")}' is no kind. Known are {string.Join(", ", Enum.GetValues<FactorKind>().Select(Word.Of))}.");
        var unit = row.Text("unit");
        if (kind is { } known && !Units(known).Contains(unit))
            Refuse($"A factor of kind {Word.Of(known)} is per {string.Join(" or ", Units(known))}, not per '{unit}'. Convert it first.");
        var gwp = Number("gwp_kgco2e", -AbsurdKg, AbsurdKg);
        if (gwp is null && row.Text("gwp_kgco2e").Length == 0)
            Refuse("gwp_kgco2e is empty. Leave the row out: an unknown factor is better shown as unknown.");
        var year = Number("year", 1950, 2100);
        if (year is null && row.Text("year").Length == 0)
            Refuse("year is empty. Say which year the number describes.");
        foreach (var needed in new[] { "name", "basis", "source" })
            if (row.Text(needed).Length == 0)
                Refuse($"{needed} is empty. {(needed == "source" ? "A factor without a source is not used." : "Fill it in.")}");
        var pedigree = Pedigree.Read(row.Text("pedigree"));
        if (pedigree is null && row.Text("pedigree").Length > 0)
            Refuse($"'{row.Text("pedigree")}' is no pedigree. Write five scores from 1 to 5, for instance (2;1;3;2;2).");
        var geomSd = Number("geom_sd", 1, 20);
        var parts = new Gwp(gwp ?? 0, Number("gwp_fossil", -AbsurdKg, AbsurdKg), Number("gwp_biogenic", -AbsurdKg, AbsurdKg), Number("gwp_land_use", -AbsurdKg, AbsurdKg));
        if (!parts.AddsUp)
            Refuse($"fossil, biogenic and land use add up to {parts.FossilKg + parts.BiogenicKg + parts.LandUseKg:0.###}, not to the total {gwp:0.###}.");
        if (faults.Count > before)
            return null;

        var region = row.Text("region").ToUpperInvariant();
        var key = row.Text("key") is { Length: > 0 } given ? given : KeyOf(kind!.Value, row.Text("name"), region, (int)year!);
        return new Factor
        {
            Key = key, Kind = kind!.Value, Name = row.Text("name"), Unit = unit, Gwp = parts, Region = region, Year = (int)year!, Basis = row.Text("basis"),
            Source = row.Text("source"), Licence = row.Text("licence", "license"), Pedigree = pedigree, GeomSd = geomSd,
            Aliases = row.Text("aliases").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Impacts = Further(table, row),
        };
    }

    /// <summary><c>electricity:de:2024</c>, <c>material:pp</c>.</summary>
    public static string KeyOf(FactorKind kind, string name, string region, int year) => kind == FactorKind.Electricity
        ? $"electricity:{region.ToLowerInvariant()}:{year}"
        : $"{Word.Of(kind)}:{string.Join('-', name.ToLowerInvariant().Split([' ', '/', ',', '(', ')', '.'], StringSplitOptions.RemoveEmptyEntries))}";

    static string[] Units(FactorKind kind) => kind switch
    {
        FactorKind.Material => ["kg"],
        FactorKind.Product => ["piece", "kg"],
        _ => ["kWh"],
    };

    static Dictionary<string, double> Further(Table table, TableRow row)
    {
        var further = new Dictionary<string, double>();
        for (var i = 0; i < table.Headers.Count; i++)
            if (!Known.Contains(table.Headers[i], StringComparer.OrdinalIgnoreCase) && row.Number(i, out _) is { } value)
                further[table.Headers[i]] = value;
        return further;
    }
}
