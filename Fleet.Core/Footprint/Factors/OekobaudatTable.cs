using System.Globalization;

namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// The German building materials table (ÖKOBAUDAT): semicolons, Latin-1, one row per data set and module, decimal commas in newer
/// releases, columns of EN 15804+A1 (<c>GWP</c>) or +A2 (<c>GWPtotal (A2)</c> with its parts).
/// <code>
///   A1-A3  making it ── a negative number is carbon that a plant took up …
///   C3     burning it ─ … and that is released again here
///   D      credit for what is recovered: shown, never netted
/// </code>
/// Wood therefore counts as A1-A3 + C3; all modules are kept as further impacts.
/// </summary>
public static class OekobaudatTable
{
    static readonly (string Column, string Unit)[] Kept = [("GWPtotal (A2)", "kgco2e"), ("GWP", "kgco2e"), ("PENRT", "mj"), ("PERT", "mj")];

    static readonly string[] Needed = ["UUID", "Modul", "Bezugseinheit"];

    const string Source = "ÖKOBAUDAT, Federal Ministry for Housing, Urban Development and Building (Germany)";

    public static FactorReading Read(ReadOnlySpan<byte> bytes, string licence = "ÖKOBAUDAT terms of use; not for passing on without checking them")
    {
        if (Table.Read(Table.Decode(bytes), out var broken) is not { } table)
            return FactorReading.Refused(broken);
        var missing = Needed.Where(name => table.Column(name) < 0).ToList();
        if (table.Column("Name (de)", "Name") < 0)
            missing.Add("Name (de)");
        if (table.Column("GWPtotal (A2)", "GWP") < 0)
            missing.Add("GWP or GWPtotal (A2)");
        if (missing.Count > 0)
            return FactorReading.Refused($"This is no ÖKOBAUDAT table: the header misses {string.Join(", ", missing)}. Take the CSV download of a release.");
        var comma = HasDecimalCommas(table);
        var faults = new List<RowFault>();
        var factors = table.Rows.GroupBy(row => row.Text("UUID")).Where(set => set.Key.Length > 0)
            .Select(set => One(table, [.. set], comma, licence, faults)).OfType<Factor>().ToList();
        if (factors.Count == 0)
            faults.Add(new(0, "No data set can be used per kg. Materials per m³ need a raw density, per piece cannot be converted."));
        return new FactorReading(factors, faults).Checked();
    }

    static Factor? One(Table table, IReadOnlyList<TableRow> rows, bool comma, string licence, List<RowFault> faults)
    {
        var first = rows[0];
        var uuid = first.Text("UUID");
        double? Of(TableRow? row, params ReadOnlySpan<string> columns)
        {
            foreach (var column in columns)
            {
                var fault = "";
                if (row?.Number(table.Column(column), out fault, comma) is { } value)
                    return value;
                if (fault.Length > 0)
                    faults.Add(new(row!.Line, fault));
            }
            return null;
        }

        var making = rows.FirstOrDefault(row => row.Text("Modul") == "A1-A3");
        if (making is null)
            return null; // Transport, use or disposal alone: nothing that a workshop buys.
        if (PerKg(table, making, comma) is not { } perKg)
        {
            faults.Add(new(making.Line, $"{first.Text("Name (de)", "Name")} is per {first.Text("Bezugseinheit")} and cannot be brought to kg; left out.", Refused: false));
            return null;
        }
        var makingKg = Of(making, "GWPtotal (A2)", "GWP") / perKg;
        if (makingKg is not { } a)
        {
            faults.Add(new(making.Line, "GWP of A1-A3 is empty; left out.", Refused: false));
            return null;
        }
        if (Math.Abs(a) > FactorTable.AbsurdKg)
        {
            faults.Add(new(making.Line, $"{a.ToString("0.#", CultureInfo.InvariantCulture)} kg CO₂e per kg cannot be; is the raw density right?"));
            return null;
        }
        var burning = rows.FirstOrDefault(row => row.Text("Modul") == "C3");
        var burningKg = Of(burning, "GWPtotal (A2)", "GWP") / perKg;
        var year = Of(making, "Referenzjahr");
        if (year is null)
            faults.Add(new(making.Line, "Referenzjahr is empty. A factor needs a year."));
        var released = a < 0;
        if (released && burningKg is null)
        {
            faults.Add(new(making.Line, $"{first.Text("Name (de)", "Name")}: A1-A3 is negative (uptake) and the table has no C3 that releases it; left out.", Refused: false));
            return null;
        }
        double? Part(string column) => released
            ? (Of(making, column) / perKg) + (Of(burning, column) / perKg)
            : Of(making, column) / perKg;
        var total = released ? a + burningKg!.Value : a;
        var gwp = new Gwp(total, Part("GWPfossil (A2)"), Part("GWPbiogenic (A2)"), Part("GWPluluc (A2)"));
        var impacts = new Dictionary<string, double>();
        foreach (var row in rows)
            foreach (var (column, unit) in Kept)
                if (Of(row, column) / perKg is { } value)
                    impacts[$"{column} {row.Text("Modul")} {unit}/kg"] = value;
        return new Factor
        {
            Key = $"oekobaudat:{uuid.ToLowerInvariant()}", Kind = FactorKind.Material, Name = first.Text("Name (de)", "Name"), Unit = "kg",
            Gwp = gwp.AddsUp ? gwp : new(total), Region = "DE", Year = (int)(year ?? 0),
            Basis = released ? "cradle to gate and incineration (A1-A3 + C3): uptake released again" : "cradle to gate (A1-A3)",
            Source = $"{Source}, data set {uuid} version {first.Text("Version")}", Licence = licence,
            Pedigree = first.Text("Typ").StartsWith("spezifisch", StringComparison.OrdinalIgnoreCase) ? new(2, 2, 2, 2, 2) : new(2, 2, 3, 2, 3), Impacts = impacts,
        };
    }

    /// <summary>kg in one reference quantity; null where it cannot be told.</summary>
    static double? PerKg(Table table, TableRow row, bool comma)
    {
        var amount = row.Number(table.Column("Bezugsgroesse", "Bezugsgröße"), out _, comma) ?? 1;
        var density = row.Number(table.Column("Rohdichte (kg/m3)", "Rohdichte"), out _, comma);
        var kg = row.Text("Bezugseinheit").ToLowerInvariant() switch
        {
            "kg" => amount,
            "t" => amount * 1000,
            "m3" or "m³" or "qm3" => amount * density,
            _ => null,
        };
        return kg > 0 ? kg : null;
    }

    /// <summary>A semicolon file in which a number column has commas and no points.</summary>
    static bool HasDecimalCommas(Table table)
    {
        var columns = new[] { table.Column("GWPtotal (A2)", "GWP"), table.Column("PENRT"), table.Column("Rohdichte (kg/m3)", "Rohdichte") };
        var cells = table.Rows.SelectMany(row => columns.Select(column => row[column])).Where(cell => cell.Length > 0).ToList();
        return table.Separator == ';' && cells.Any(cell => cell.Contains(',', StringComparison.Ordinal)) && !cells.Any(cell => cell.Contains('.', StringComparison.Ordinal));
    }
}
