using System.Security.Claims;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class ReportEndpoints
{
    static readonly string[] Formats = ["json", "csv", "zip", "xlsx", "pdf", "openlca", "brightway"];

    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        foreach (var kind in Enum.GetValues<ReportKind>())
            reports.MapGet($"/{Word.Of(kind)}", (string? from, string? to, string? groupBy, string? format, bool? compare, long? seed, string? view, SheetDesk desk, InventoryDesk inventories, ClaimsPrincipal user, CancellationToken cancellation) =>
                    Read(kind, from, to, groupBy, format, compare, seed, view, desk, inventories, user, cancellation))
                .WithName($"{Word.Of(kind)}Report").Produces<byte[]>(200, "application/json").ProducesProblem(422).WithSummary(Summary(kind));
        Published(reports.MapGroup("/published"));
    }

    static void Published(RouteGroupBuilder published)
    {
        published.MapGet("/", (PublishedDesk desk) => desk.List()).WithName("listPublished");
        published.MapPost("/", async (PublishRequest request, PublishedDesk desk, LedgerSums sums, ClaimsPrincipal user, CancellationToken cancellation) =>
        {
            if (Word.Read<ReportKind>(request.Kind) is not { } kind)
                return Problems.Of(Refusal.Invalid("kind", $"'{request.Kind}' is no report. Known are {string.Join(", ", Word.All<ReportKind>())}."));
            if (Word.Read<OverheadView>(request.View ?? "direct") is not { } view)
                return Problems.Of(UnknownView(request.View));
            var calendar = await sums.Calendar(cancellation);
            if (Day(request.From) is not { } from || Day(request.To) is not { } to)
                return Problems.Of(Refusal.Invalid("period", "from and to are days such as 2026-11-01; the day of to is not included."));
            return Problems.Of(await desk.Publish(new(kind, user.ToVisitor(), Instants.At(calendar.StartOf(from)), Instants.At(calendar.StartOf(to)), request.GroupBy, View: view), request.Title, cancellation),
                report => Results.Created($"/api/reports/published/{report.Id}", report));
        }).WithName("publishReport").Produces<PublishedView>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422)
          .WithSummary("Compute a report with 1000 draws and keep its bytes for ever.");
        published.MapGet("/{id}", async (string id, PublishedDesk desk) => await desk.Find(id) is { } report
            ? Results.Ok(new { report, files = await desk.Files(id), corrections = await desk.Corrections(id) }) : Problems.Of(Refusal.NotFound("published report", id))).WithName("getPublished").ProducesProblem(404);
        published.MapGet("/{id}/{name}", async (string id, string name, PublishedDesk desk) => await desk.File(id, name) is { } file
            ? Results.File(file.Bytes, file.MediaType, name) : Problems.Of(Refusal.NotFound("file of a published report", name))).WithName("getPublishedFile").ProducesProblem(404);
    }

    static Refusal UnknownView(string? view) => Refusal.Invalid("view", $"'{view}' is no view. Known are {string.Join(", ", Word.All<OverheadView>())}.");

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;

    static async Task<IResult> Read(
        ReportKind kind, string? from, string? to, string? groupBy, string? format, bool? compare, long? seed, string? view, SheetDesk desk, InventoryDesk inventories, ClaimsPrincipal user,
        CancellationToken cancellation)
    {
        if (!Periods.TryRead(from, out var start) || !Periods.TryRead(to, out var end))
            return Problems.Of(Refusal.Invalid("period", "from and to are dates such as 2026-11-01 or instants such as 2026-11-01T00:00:00Z."));
        if (format is not null && !Formats.Contains(format))
            return Problems.Of(Refusal.Invalid("format", $"'{format}' is no format. Known are {string.Join(", ", Formats)}."));
        if (Word.Read<OverheadView>(view ?? "direct") is not { } overhead)
            return Problems.Of(UnknownView(view));
        if (format is "openlca" or "brightway")
            return Problems.Of(await inventories.Read(new(kind, user.ToVisitor(), start, end, groupBy), cancellation), inventory => Inventory(inventory, format));
        var answer = await desk.Read(new(kind, user.ToVisitor(), start, end, groupBy, compare ?? true, seed, View: overhead), cancellation);
        return Problems.Of(answer, sheet => File(sheet, format ?? "json"));
    }

    /// <summary>A report in one of its forms; all from the same object that the page shows.</summary>
    static IResult File(ReportSheet sheet, string format)
    {
        var name = $"fleet-{Word.Of(sheet.Kind)}-{sheet.GroupBy}-{sheet.Days.From:yyyy-MM-dd}";
        return format switch
        {
            "csv" => Results.File(SheetCsv.Write(sheet, sheet.Main), "text/csv; charset=utf-8", $"{name}.csv"),
            "zip" => Results.File(FlatPackage.Write(sheet), "application/zip", $"{name}.zip"),
            "xlsx" => Results.File(SheetXlsx.Write(sheet), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{name}.xlsx"),
            "pdf" => Results.File(SheetPdf.Write(sheet), "application/pdf", $"{name}.pdf"),
            _ => Results.Bytes(SheetJson.Write(sheet), "application/json; charset=utf-8"),
        };
    }

    static IResult Inventory(Core.Footprint.Exchange.Inventory inventory, string format)
    {
        var name = $"fleet-inventory-{inventory.From:yyyy-MM-dd}";
        if (format == "brightway")
            return Results.File(Core.Footprint.Exchange.BrightwayCsv.Write(inventory), "text/csv; charset=utf-8", $"{name}-brightway.csv");
        using var zip = new MemoryStream();
        InventoryDesk.WriteOpenLca(inventory, zip);
        return Results.File(zip.ToArray(), "application/zip", $"{name}-openlca.zip");
    }

    static string Summary(ReportKind kind) => kind switch
    {
        ReportKind.Energy => "Where the energy of a period went.",
        ReportKind.Material => "Where the material of a period went, and how many attempts a good part took.",
        ReportKind.Footprint => "kg CO2e of electricity (by place and by contract) and material, with ranges.",
        _ => "Totals beside intensities, decoupling and rebound; evidence beside them.",
    } + " Groups: machine, class, room, member, purpose, material, state, workshop. Formats: json, csv, zip (all tables with a manifest), xlsx, pdf; openlca and brightway give the period as an inventory.";
}
