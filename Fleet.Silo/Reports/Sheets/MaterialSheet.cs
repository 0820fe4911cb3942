using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>Where the material went, and how many attempts a good part took.</summary>
static class MaterialSheet
{
    static readonly ReportColumn[] Columns =
    [
        new("massGrams", "material_g", CellKind.Grams, true), new("goodGrams", "in_good_parts_g", CellKind.Grams), new("lostGrams", "in_lost_runs_g", CellKind.Grams, true),
        new("openGrams", "not_judged_g", CellKind.Grams), new("wasteGrams", "waste_g", CellKind.Grams), new("unexplainedGrams", "unexplained_g", CellKind.Grams),
        new("weighedShare", "known_density_share", CellKind.Share), new("runs", "runs", CellKind.Count, true), new("goodParts", "good_parts", CellKind.Count, true),
        new("yield", "yield", CellKind.Share, true), new("firstYield", "first_attempt_yield", CellKind.Share), new("attemptsPerGood", "attempts_per_good_part", CellKind.Ratio, true),
        new("gramsPerGoodPart", "g_per_good_part", CellKind.Grams, true), new("lostWh", "lost_wh", CellKind.Wh),
    ];

    static readonly ReportColumn[] Kinds = [new("massGrams", "material_g", CellKind.Grams), new("share", "share", CellKind.Share)];

    public static (IReadOnlyList<ReportTable>, IReadOnlyList<FactorNote>, IReadOnlyList<string>) Tables(SheetFrame frame)
    {
        var all = frame.Total.Grams();
        var kinds = frame.Total.Material.GroupBy(cell => cell.Kind).OrderByDescending(kind => kind.Sum(cell => cell.MassG))
            .Select(kind => new ReportRow(kind.Key, kind.Key, [kind.Sum(cell => cell.MassG), all > 0 ? kind.Sum(cell => cell.MassG) / all : null], []));
        return ([frame.Table(Columns, Cells), new ReportTable("kinds", Kinds, [.. kinds], null)], [], []);
    }

    static IReadOnlyList<ReportCell> Cells(GroupSums group)
    {
        static bool Explained(MaterialCell cell) => cell.Kind != "unexplained";
        var (grams, runs, good) = (group.Grams(Explained), group.RunCount, group.Good);
        var judged = runs - group.Runs.Sum(cell => cell.Unjudged);
        return
        [
            grams, group.Grams(cell => cell.Kind == "use" && cell.Outcome == "good"), group.Grams(cell => cell.Kind == "use" && cell.Outcome == "lost"),
            group.Grams(cell => cell.Kind == "use" && cell.Outcome is "open" or ""), group.Grams(cell => cell.Kind is not ("use" or "unexplained")), group.Grams(cell => cell.Kind == "unexplained"),
            grams > 0 ? (group.Grams(cell => Explained(cell) && cell.Basis is "lotDensity" or "weighed") ?? 0) / grams : null, runs, good,
            judged > 0 ? (double)good / judged : null, judged > 0 ? (double)group.Runs.Sum(cell => cell.FirstGood) / judged : null, good > 0 ? (double)judged / good : null,
            good > 0 ? grams / good : null, runs > 0 ? group.Runs.Sum(cell => cell.FailedWh) : null,
        ];
    }
}
