using Fleet.Core.Energy;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>
/// Electricity by place and by contract side by side, material beside it, and what the parts may have replaced as a table of its own. The two views of electricity are never added; a total with an
/// unknown material in it is withheld.
/// </summary>
static class FootprintSheet
{
    static readonly ReportColumn[] Columns =
    [
        new("wh", "total_wh", CellKind.Wh, true), new("roofWh", "own_solar_wh", CellKind.Wh), new("slotShare", "time_resolved_share", CellKind.Share),
        new("electricityKg", "electricity_location_kgco2e", CellKind.Kg, true), new("electricityKgP5", "electricity_location_kgco2e_p5", CellKind.Kg), new("electricityKgP95", "electricity_location_kgco2e_p95", CellKind.Kg),
        new("marketKg", "electricity_market_kgco2e", CellKind.Kg), new("marketKgP5", "electricity_market_kgco2e_p5", CellKind.Kg), new("marketKgP95", "electricity_market_kgco2e_p95", CellKind.Kg),
        new("massGrams", "material_g", CellKind.Grams, true), new("unknownGrams", "material_without_factor_g", CellKind.Grams),
        new("materialKg", "material_kgco2e", CellKind.Kg, true), new("materialKgP5", "material_kgco2e_p5", CellKind.Kg), new("materialKgP95", "material_kgco2e_p95", CellKind.Kg),
        new("kg", "total_location_kgco2e", CellKind.Kg, true), new("kgP5", "total_location_kgco2e_p5", CellKind.Kg), new("kgP95", "total_location_kgco2e_p95", CellKind.Kg),
        new("goodParts", "good_parts", CellKind.Count, true), new("kgPerGoodPart", "kgco2e_per_good_part", CellKind.Kg, true), new("measuredShare", "measured_share", CellKind.Share),
    ];

    static readonly ReportColumn[] Tiers = [new("wh", "wh", CellKind.Wh), new("share", "share", CellKind.Share)];
    static readonly ReportColumn[] Unknown = [new("massGrams", "material_g", CellKind.Grams)];

    const string NoContract = "No contract with a stated intensity is recorded for the workshop.";
    const string NotAllContracts = "Not every workshop in it has a contract with a stated intensity.";
    const string NoGrid = "For a part of the energy no step of the chain has a factor: not its slot, zone and year, region or the world.";
    const string NoMaterial = "A material in it has no factor; the list below names it.";

    public static (IReadOnlyList<ReportTable>, IReadOnlyList<FactorNote>, IReadOnlyList<string>) Tables(SheetFrame frame, FactorBasis basis, WorkshopNames workshops, IReadOnlyList<PeriodSums> displacement, MonteCarlo? draw)
    {
        var terms = new FootprintTerms(basis);
        var main = frame.Table(Columns, group => Cells(group, terms, draw, workshops.AreSeveral ? NotAllContracts : NoContract));
        // What is used is written down once, over the whole.
        terms.Location(frame.Total.Energy, record: true);
        terms.Material(frame.Total.Material, record: true);
        var all = terms.ByTierWh.Values.Sum() + terms.WithoutGridWh;
        var tiers = terms.ByTierWh.Append(new("none", terms.WithoutGridWh)).Where(tier => tier.Value > 0).OrderByDescending(tier => tier.Value)
            .Select(tier => new ReportRow(tier.Key, tier.Key, [tier.Value, tier.Value / all], []));
        var unknown = terms.UnknownGrams.OrderByDescending(material => material.Value).Select(material => new ReportRow(material.Key, material.Key, [material.Value], []));
        var notes = Unsaid(frame.Total, basis, workshops).ToList();
        if (terms.UnknownGrams.Count > 0)
            notes.Add($"Without a factor: {string.Join(", ", terms.UnknownGrams.Keys.Order(StringComparer.Ordinal))}. Import one with a source under Factors.");
        if (displacement.Any(part => part.Runs.Count > 0))
            notes.Add(AnswerTable.NotNetted);
        return ([main, new ReportTable("tiers", Tiers, [.. tiers], null), new ReportTable("unknown", Unknown, [.. unknown], null), AnswerTable.Of("displacement", displacement)], terms.Used, notes);
    }

    /// <summary>Workshops of which nobody has said where their electricity comes from, and what stands in.</summary>
    static IEnumerable<string> Unsaid(GroupSums total, FactorBasis basis, WorkshopNames workshops)
    {
        var silent = total.Energy.Select(one => one.Cell.WorkshopId).Append(null).Distinct().Where(workshop => !basis.Supplies.HasOwn(workshop)).ToList();
        if (silent.Count == 0)
            yield break;
        var who = workshops.AreSeveral ? string.Join(", ", silent.Select(workshops.Of).Order(StringComparer.OrdinalIgnoreCase)) : "the workshop";
        yield return basis.Supplies.HasOwn(null)
            ? $"Nobody has said which grid {who} is on; that of {workshops.Of(null)} stands in. Set the zone under Factors."
            : $"Nobody has said which grid {who} is on; the world's average stands in. Set the zone under Factors.";
    }

    static List<ReportCell> Cells(GroupSums group, FootprintTerms terms, MonteCarlo? draw, string noContract)
    {
        Estimate? Sum(IReadOnlyCollection<Term> of) => draw is null ? Moments.Sum(of) : draw.Sum(of);
        var wh = group.Wh();
        var location = terms.Location(group.Energy);
        var market = terms.Market(group.Energy);
        var (material, unknownG) = terms.Material(group.Material);
        var grams = group.Grams(cell => cell.Kind != "unexplained");
        var total = location is null || unknownG > 0 ? null : Sum([.. location, .. material]);
        var why = location is null ? NoGrid : NoMaterial;
        var gridWh = wh - group.Sum(null, cell => cell.RoofWh);
        return
        [
            wh, group.Sum(null, cell => cell.RoofWh) is > 0 and var roofWh ? roofWh : ReportCell.Missing, gridWh > 0 ? group.Sum(null, cell => cell.SlotWh) / gridWh : null,
            .. Three(wh is null ? null : location is null ? null : Sum(location), location is null ? NoGrid : null),
            .. Three(wh is null || market is null ? null : Sum(market), wh is not null && market is null ? noContract : null),
            grams, unknownG > 0 ? unknownG : null,
            .. Three(Sum(material), grams > 0 && material.Count == 0 ? NoMaterial : null),
            .. Three(total, total is null && (wh ?? grams) is not null ? why : null),
            group.Good, group.Good > 0 && total is not null ? total.Median / group.Good : group.Good > 0 ? ReportCell.Withheld(why) : ReportCell.Missing,
            wh > 0 ? (group.Wh(cell => Bases.IsMeasured(cell.Basis)) ?? 0) / wh : null,
        ];
    }

    static IEnumerable<ReportCell> Three(Estimate? estimate, string? why) => estimate is not null ? [estimate.Median, estimate.P5, estimate.P95]
        : why is not null ? [ReportCell.Withheld(why), ReportCell.Withheld(why), ReportCell.Withheld(why)]
        : [ReportCell.Missing, ReportCell.Missing, ReportCell.Missing];
}
