using System.IO.Compression;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Factors;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Inventory = Fleet.Core.Footprint.Exchange.Inventory;

namespace Fleet.Silo.Reports.Export;

/// <summary>A period as primary data for assessments: flows without factors, to be linked to the analyst's own background.</summary>
public sealed class InventoryDesk(IDatabase database, SumReader reader, LedgerSums sums, FootprintFactors factors, SheetDesk sheets)
{
    static readonly string[] Groupings = ["machine", "class", "room", "purpose", "material", "workshop"];

    /// <summary>How well each basis of energy is known, as data quality.</summary>
    static readonly Dictionary<string, Pedigree> QualityOf = new() { ["metered"] = new(1, 1, 1, 1, 1), ["split"] = new(2, 1, 1, 1, 1), ["modelled"] = new(3, 4, 1, 1, 3) };

    static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="question">Its kind does not matter: an inventory has no kind.</param>
    public async Task<Answer<Inventory>> Read(ReportQuestion question, CancellationToken cancellation = default)
    {
        var by = question.GroupBy ?? "machine";
        if (!Groupings.Contains(by))
            return Refusal.Invalid("groupBy", $"An inventory by {by} would not be one of processes. Known are {string.Join(", ", Groupings)}.");
        var asked = await sheets.Read(question with { Kind = ReportKind.Energy, GroupBy = by, Compare = false, ForPublic = true, View = OverheadView.Direct }, cancellation);
        if (asked.Refusal is { } refused)
            return refused;
        var sheet = asked.Value!;
        var grouping = await Grouping.Read(by, database, cancellation);
        var groups = grouping.Veil(grouping.Divide(await (await reader.Begin(cancellation)).Read(grouping.Dimension, sheet.Days, cancellation)), question.Visitor, forPublic: true);
        var basis = await factors.Of(cancellation);
        string ZoneOf(string? workshopId) => basis.Supplies.Of(workshopId) is [.., var newest] ? newest.Zone : "";
        // One place stands on the package: the country, where all that used energy are in the same.
        var countries = groups.SelectMany(group => group.Energy).Select(one => one.Cell.WorkshopId).DefaultIfEmpty().Distinct().Select(workshopId => Zones.CountryOf(ZoneOf(workshopId))).Distinct().ToList();
        return new Inventory(Workshops.TheOne, sheet.Workshop, countries is [var country] ? country : "", sheet.Days.From, sheet.Days.To, sheet.TimeZone, sheet.Boundary,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Energy metered {sheet.Coverage.Energy:0.0%}; mass from known lots {sheet.Coverage.Mass:0.0%}; runs with an outcome {sheet.Coverage.Outcome:0.0%}."),
            string.Join(", ", sheet.NotIncluded), sheet.Method,
            [.. groups.Where(group => !group.IsWithheld).SelectMany(group => Processes(group, grouping, ZoneOf))], await Evidence(sheet.Days, cancellation));
    }

    /// <summary>The openLCA package as a zip, entry by entry.</summary>
    public static void WriteOpenLca(Inventory inventory, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, content) in OpenLcaPackage.Files(inventory))
        {
            var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
            entry.LastWriteTime = Stamp;
            using var file = entry.Open();
            file.Write(content);
        }
    }

    static IEnumerable<InventoryProcess> Processes(GroupSums group, Grouping grouping, Func<string?, string> zoneOf)
    {
        var name = group.Key is GroupWords.Overhead or GroupWords.Unassigned or GroupWords.NoRun or GroupWords.FewPeople ? group.Key : grouping.NameOf(group.Key);
        var good = group.Good;
        var made = group.Grams(cell => cell.Kind == "use" && cell.Outcome == "good");
        List<InventoryFlow> inputs = [.. Energy(group, cell => cell.Account == "run", zoneOf), .. Material(group)];
        if (inputs.Count > 0)
            yield return new(group.Key, name, $"Runs of {name}: warm-up, processing and waiting, with all attempts that led to good parts.", good, group.Runs.Sum(cell => cell.Hours),
                good > 0 && made > 0 ? made / 1000 / good : null, inputs, $"{grouping.Name} {name}");
        List<InventoryFlow> idle = [.. Energy(group, cell => cell.Account != "run", zoneOf)];
        if (idle.Count > 0)
            yield return new($"{group.Key}/overhead", $"{name}, without a run", $"What {name} used while no run was on it; on no part.", 0, 0, null, idle, $"{grouping.Name} {name}");
    }

    static IEnumerable<InventoryFlow> Energy(GroupSums group, Func<EnergyCell, bool> which, Func<string?, string> zoneOf)
    {
        foreach (var basis in group.Energy.Select(one => one.Cell).Where(which).GroupBy(cell => (cell.Basis, Zone: zoneOf(cell.WorkshopId))))
        {
            var zone = basis.Key.Zone;
            var (wh, roof) = (basis.Sum(cell => cell.Wh), basis.Sum(cell => cell.RoofWh));
            var geomSd = Math.Exp(LogNormal.FromBounds(wh, basis.Sum(cell => cell.LowWh), basis.Sum(cell => cell.HighWh)).Sigma);
            var quality = QualityOf.GetValueOrDefault(basis.Key.Basis, Pedigree.Unknown);
            if (wh - roof > 0)
                yield return new(FlowKind.Electricity, $"electricity, low voltage{(zone.Length > 0 ? $", {zone}" : "")}", (wh - roof) / 1000, geomSd, quality, $"Basis: {basis.Key.Basis}.");
            if (roof > 0)
                yield return new(FlowKind.RoofElectricity, "electricity, own photovoltaic", roof / 1000, geomSd, quality, $"Basis: {basis.Key.Basis}; used in the quarter of an hour in which it was made.");
        }
    }

    static IEnumerable<InventoryFlow> Material(GroupSums group)
    {
        const double KnownLot = 1.015, Typical = 1.05;
        foreach (var material in group.Material.Where(cell => cell.Kind != "unexplained").GroupBy(cell => cell.Material))
        {
            var known = material.All(cell => cell.Basis is "lotDensity" or "weighed");
            var (sd, quality) = (known ? KnownLot : Typical, known ? new Pedigree(1, 1, 1, 2, 1) : new Pedigree(3, 1, 1, 3, 3));
            var kg = material.Sum(cell => cell.MassG) / 1000;
            var waste = material.Where(cell => cell.Kind != "use" || cell.Outcome == "lost").Sum(cell => cell.MassG) / 1000;
            if (kg > 0)
                yield return new(FlowKind.Material, material.Key, kg, sd, quality, known ? "Length through the tool, density of the lot." : "Length through the tool, typical density.");
            if (waste > 0)
                yield return new(FlowKind.Waste, $"waste of {material.Key}", waste, sd, quality, "Lost runs, support and offcuts.");
        }
    }

    async Task<IReadOnlyList<SocialEvidence>> Evidence(Period days, CancellationToken cancellation)
    {
        var calendar = await sums.Calendar(cancellation);
        var rows = await database.List<(string Kind, string Code, string Version, long Entries, double? Hours)>(
            """
            select kind, code, version, count(*), sum(hours) from evidence
            where workshop_id = @workshop and at_ms >= @from and at_ms < @to and withdrawn_at_ms is null group by kind, code, version order by kind, code, version
            """, new { workshop = Workshops.TheOne, from = calendar.StartOf(days.From), to = calendar.StartOf(days.To) }, cancellation);
        return [.. rows.Select(row => new SocialEvidence(row.Kind, row.Code, row.Version, row.Hours ?? row.Entries, row.Hours is null ? "entries" : "h", $"{row.Entries} entries"))];
    }
}
