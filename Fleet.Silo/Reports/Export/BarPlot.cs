using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>
/// The plot of a report: a bar per group from zero, divided into its parts, with the range as a line over its end. Pages draw it as SVG
/// and the PDF with the same numbers; the table beside it holds them all.
/// <code>
///   Ender 3   ▓▓▓▓▓▓▓▒▒▒▒░░  ├──┤   1.2 kWh
///   MK4       ▓▓▓▒░
/// </code>
/// </summary>
public sealed record BarPlot(string Unit, IReadOnlyList<PlotBar> Bars, double Scale)
{
    const int MostBars = 12;

    /// <summary>Null when there is nothing to draw.</summary>
    public static BarPlot? Of(ReportSheet sheet)
    {
        var table = sheet.Main;
        var bars = sheet.Kind switch
        {
            ReportKind.Energy => BarsOf(table, "wh", null, null, ("warmUp", "warmUpWh"), ("processing", "processingWh"), ("idle", "idleWh"), ("carried", "carriedWh"), ("overhead", "overheadWh"), ("unassigned", "unassignedWh")),
            ReportKind.Material => BarsOf(table, "massGrams", null, null, ("good", "goodGrams"), ("lost", "lostGrams"), ("open", "openGrams"), ("waste", "wasteGrams")),
            // A group whose total is withheld must not vanish beside the others: then electricity alone is drawn, for all of them.
            ReportKind.Footprint => table.Rows.All(row => table.Cell(row, "kg").Number is not null || table.Cell(row, "wh").Number is null)
                ? BarsOf(table, "kg", "kgP5", "kgP95", ("electricity", "electricityKg"), ("material", "materialKg"))
                : BarsOf(table, "electricityKg", "electricityKgP5", "electricityKgP95", ("electricity", "electricityKg")),
            _ => BarsOf(table, "whPerGoodPart", null, null, ("processing", "whPerGoodPart")),
        };
        var unit = sheet.Kind switch { ReportKind.Material => "g", ReportKind.Footprint => "kg CO₂e", ReportKind.Use => "Wh per good part", _ => "Wh" };
        var scale = bars.Select(bar => Math.Max(bar.High ?? 0, bar.Parts.Sum(part => part.Value))).DefaultIfEmpty(0).Max();
        return scale > 0 ? new(unit, bars, scale) : null;
    }

    static List<PlotBar> BarsOf(ReportTable table, string whole, string? low, string? high, params (string Part, string Column)[] parts) =>
        [.. table.Rows.Where(row => table.Cell(row, whole).Number > 0).OrderByDescending(row => table.Cell(row, whole).Number).Take(MostBars).Select(row => new PlotBar(
            row.Key, row.Name, table.Cell(row, whole).Number!.Value, low is null ? null : table.Cell(row, low).Number, high is null ? null : table.Cell(row, high).Number,
            [.. parts.Where(part => table.Columns.Any(column => column.Key == part.Column)).Select(part => (part.Part, Value: table.Cell(row, part.Column).Number ?? 0)).Where(part => part.Value > 0)]))];
}
