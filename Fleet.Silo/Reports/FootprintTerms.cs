using Fleet.Core.Footprint.Factors;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Factor = Fleet.Core.Footprint.Factors.Factor;

namespace Fleet.Silo.Reports;

/// <summary>
/// From sums to products of quantity and factor. Each Wh stands on one step of the fall-back chain, and the step is recorded.
/// <code>
///   Wh of a cell   ├─ roof ─┤── slots known ──┤── rest ──┤
///   factor          roof      g of the slots    year → earlier year → region → world
/// </code>
/// </summary>
public sealed class FootprintTerms(FactorBasis basis)
{
    /// <summary>Data quality of a published signal: counted by the zone itself, complete, of that time and place.</summary>
    static readonly Pedigree OfSignals = new(2, 1, 1, 1, 2);

    /// <summary>Weighed or from a known lot, and otherwise from a typical density: relative bounds of a mass.</summary>
    const double KnownMass = 0.03;
    const double TypicalMass = 0.10;

    readonly Dictionary<string, FactorNote> _used = [];
    readonly Dictionary<string, double> _byTierWh = [];
    readonly Dictionary<string, double> _unknown = [];
    double _withoutGridWh;

    /// <summary>Every factor that was used, in order of its name.</summary>
    public IReadOnlyList<FactorNote> Used => [.. _used.Values.OrderBy(note => note.Use, StringComparer.Ordinal).ThenBy(note => note.Key, StringComparer.Ordinal)];

    /// <summary>Grid Wh by step of the chain, and roof; location-based.</summary>
    public IReadOnlyDictionary<string, double> ByTierWh => _byTierWh;

    /// <summary>Grams of materials without a factor.</summary>
    public IReadOnlyDictionary<string, double> UnknownGrams => _unknown;

    /// <summary>Wh for which no step of the chain has a factor.</summary>
    public double WithoutGridWh => _withoutGridWh;

    /// <param name="record">Whether what is used goes into the notes: once per Wh, for the total.</param>
    /// <returns>Null when a part of the energy has no factor at all.</returns>
    public IReadOnlyList<Term>? Location(IEnumerable<(int Year, EnergyCell Cell)> cells, bool record = false)
    {
        var terms = new List<Term>();
        var complete = true;
        foreach (var (year, quantities) in ByYear(cells))
            foreach (var cell in quantities)
            {
                var supply = basis.SupplyIn(year, cell.WorkshopId);
                if (cell.SlotWh > 0 && supply is not null)
                {
                    var name = $"signal/{supply.Zone}/{supply.Signal}";
                    Add(terms, cell, cell.SlotWh, cell.SlotG / cell.SlotWh, OfSignals.Sigma(1.05), name);
                    if (record)
                        Note("slot", cell.SlotWh, new("electricity", "carbon signal", "", name, $"{supply.Zone}, {supply.Signal}", null, "kWh", year, supply.Zone, "time-resolved, by slot", "see the imported series", "", OfSignals.GeomSd(1.05)));
                }
                if (cell.RoofWh > 0)
                {
                    if (basis.Library.Any(FactorKind.Photovoltaic, supply?.Zone ?? "") is { } roof)
                        Use(terms, cell, cell.RoofWh, roof, roof.Factor.Sigma, "roof", record);
                    else
                        complete = Lost(cell.RoofWh, record);
                }
                var rest = cell.Quantity.Median * 1000 - cell.SlotWh - cell.RoofWh;
                if (rest <= 1e-9 * Math.Abs(cell.Quantity.Median) * 1000)
                    continue;
                if (basis.Library.Electricity(supply?.Zone ?? Zones.World, year) is { } grid)
                    Use(terms, cell, rest, grid.Used, SigmaAt(grid.Used.Factor, grid.Tier), Word.Of(grid.Tier), record);
                else
                    complete = Lost(rest, record);
            }
        return complete ? terms : null;
    }

    /// <summary>By the contract of each workshop. Null where one has none: the location's average is no substitute that may be passed off as it.</summary>
    public IReadOnlyList<Term>? Market(IEnumerable<(int Year, EnergyCell Cell)> cells)
    {
        var terms = new List<Term>();
        foreach (var (year, quantities) in ByYear(cells))
            foreach (var cell in quantities)
            {
                if (basis.SupplyIn(year, cell.WorkshopId) is not { ContractGPerKwh: { } g } supply)
                    return null;
                Add(terms, cell, (cell.Quantity.Median * 1000) - cell.RoofWh, g / 1000, new Pedigree(2, 2, 2, 1, 2).Sigma(1.05), $"contract/{supply.Id}");
                if (cell.RoofWh > 0 && basis.Library.Any(FactorKind.Photovoltaic, supply.Zone) is { } roof)
                    Use(terms, cell, cell.RoofWh, roof, roof.Factor.Sigma, "roof", record: false);
            }
        return terms;
    }

    /// <summary>Material whose factor is known; the rest goes to <see cref="UnknownGrams"/>.</summary>
    public (IReadOnlyList<Term> Terms, double UnknownG) Material(IEnumerable<MaterialCell> cells, bool record = false)
    {
        var terms = new List<Term>();
        double unknown = 0;
        // Differences that no run explains are a lot's matter, not a part's.
        foreach (var group in cells.Where(cell => cell.Kind != "unexplained").GroupBy(cell => cell.Material))
        {
            var grams = group.Sum(cell => cell.MassG);
            if (basis.Library.Material(group.Key) is not { } used)
            {
                unknown += grams;
                if (record)
                    _unknown[group.Key] = _unknown.GetValueOrDefault(group.Key) + grams;
                continue;
            }
            foreach (var (known, mass) in group.GroupBy(cell => cell.Basis is "lotDensity" or "weighed").Select(part => (part.Key, part.Sum(cell => cell.MassG))))
                terms.Add(new(LogNormal.FromBounds(mass / 1000, mass / 1000 * (1 - Bound(known)), mass / 1000 * (1 + Bound(known))), $"mass/{group.Key}/{(known ? "lot" : "typical")}",
                    used.Factor.Gwp.TotalKg, used.Factor.Sigma, used.Draw));
            if (record)
                Note(null, 0, Noted("material", used, used.Factor.Sigma));
        }
        return (terms, unknown);
    }

    static double Bound(bool known) => known ? KnownMass : TypicalMass;

    bool Lost(double wh, bool record)
    {
        _withoutGridWh += record ? wh : 0;
        return false;
    }

    void Use(List<Term> terms, Cell cell, double wh, UsedFactor used, double sigma, string tier, bool record)
    {
        Add(terms, cell, wh, used.Factor.Gwp.TotalKg, sigma, used.Draw);
        if (record)
            Note(tier, wh, Noted("electricity", used, sigma));
    }

    static void Add(List<Term> terms, Cell cell, double wh, double kgPerKwh, double sigma, string factor)
    {
        if (wh > 0)
            terms.Add(new(cell.Quantity with { Median = wh / 1000 }, cell.Source, kgPerKwh, sigma, factor));
    }

    void Note(string? tier, double wh, FactorNote note)
    {
        _used.TryAdd($"{note.Use}/{note.Set}/{note.Key}", note);
        if (tier is not null)
            _byTierWh[tier] = _byTierWh.GetValueOrDefault(tier) + wh;
    }

    static FactorNote Noted(string use, UsedFactor used, double sigma) => new(use, used.SetName, used.SetVersion, used.Factor.Key, used.Factor.Name, used.Factor.Gwp.TotalKg, used.Factor.Unit,
        used.Factor.Year, used.Factor.Region, used.Factor.Basis, used.Factor.Source, used.Factor.Licence, Math.Exp(sigma));

    /// <summary>A factor of another year or place describes this one less well: its scores are worsened before they are used.</summary>
    static double SigmaAt(Factor factor, GridTier tier)
    {
        var scores = factor.Pedigree ?? Pedigree.Unknown;
        var stretched = tier switch
        {
            GridTier.EarlierYear => scores with { Temporal = Math.Max(scores.Temporal, 3) },
            GridTier.Region => scores with { Geographical = Math.Max(scores.Geographical, 4), Technological = Math.Max(scores.Technological, 4) },
            GridTier.World => scores with { Geographical = 5, Technological = 5 },
            _ => scores,
        };
        return Math.Max(factor.Sigma, (factor with { Pedigree = stretched, GeomSd = null }).Sigma);
    }

    /// <summary>One quantity per meter or model: its bookings are wrong together. What was used in two workshops was counted by two meters.</summary>
    static IEnumerable<(int Year, List<Cell> Cells)> ByYear(IEnumerable<(int Year, EnergyCell Cell)> cells) =>
        cells.GroupBy(one => one.Year).Select(year => (year.Key, year.Select(one => one.Cell).GroupBy(cell => (cell.Key, cell.Basis, cell.WorkshopId))
            .Select(group => new Cell($"{group.Key.Key}/{group.Key.Basis}{(group.Key.WorkshopId is { } workshop ? $"/{workshop}" : "")}", group.Key.WorkshopId,
                LogNormal.FromBounds(group.Sum(cell => cell.Wh) / 1000, group.Sum(cell => cell.LowWh) / 1000, group.Sum(cell => cell.HighWh) / 1000),
                group.Sum(cell => cell.SlotWh), group.Sum(cell => cell.SlotG), group.Sum(cell => cell.RoofWh)))
            .Where(cell => cell.Quantity.Median > 0).ToList()));

    sealed record Cell(string Source, string? WorkshopId, LogNormal Quantity, double SlotWh, double SlotG, double RoofWh);
}
