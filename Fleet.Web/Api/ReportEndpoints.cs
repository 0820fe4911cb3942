using System.Security.Claims;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class ReportEndpoints
{
    static readonly string[] Formats = ["json", "csv", "zip", "xlsx", "pdf"];

    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        foreach (var kind in Enum.GetValues<ReportKind>())
            reports.MapGet($"/{Word.Of(kind)}", (string? from, string? to, string? groupBy, string? format, bool? compare, long? seed, SheetDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
                    Read(kind, from, to, groupBy, format, compare, seed, desk, user, cancellation))
                .WithName($"{Word.Of(kind)}Report").Produces<byte[]>(200, "application/json").ProducesProblem(422).WithSummary(Summary(kind));
    }

    static async Task<IResult> Read(
        ReportKind kind, string? from, string? to, string? groupBy, string? format, bool? compare, long? seed, SheetDesk desk, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (!Periods.TryRead(from, out var start) || !Periods.TryRead(to, out var end))
            return Problems.Of(Refusal.Invalid("period", "from and to are dates such as 2026-11-01 or instants such as 2026-11-01T00:00:00Z."));
        if (format is not null && !Formats.Contains(format))
            return Problems.Of(Refusal.Invalid("format", $"'{format}' is no format. Known are {string.Join(", ", Formats)}."));
        var answer = await desk.Read(new(kind, user.ToVisitor(), start, end, groupBy, compare ?? true, seed), cancellation);
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

    static string Summary(ReportKind kind) => kind switch
    {
        ReportKind.Energy => "Where the energy of a period went.",
        ReportKind.Material => "Where the material of a period went, and how many attempts a good part took.",
        ReportKind.Footprint => "kg CO2e of electricity (by place and by contract) and material, with ranges.",
        _ => "Totals beside intensities, decoupling and rebound; evidence beside them.",
    } + " Groups: machine, class, room, member, purpose, material, state, workshop. Formats: json, csv, zip (all tables with a manifest), xlsx, pdf.";
}
