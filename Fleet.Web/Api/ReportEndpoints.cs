using Fleet.Silo.Reports;

namespace Fleet.Web.Api;

public static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("/energy", async (string? from, string? to, string? groupBy, string? format, EnergyReports desk) =>
        {
            if (!Periods.TryRead(from, out var start) || !Periods.TryRead(to, out var end))
                return Problems.Of(Refusal.Invalid("period", "from and to are dates such as 2026-11-01 or instants such as 2026-11-01T00:00:00Z."));
            if (format is not (null or "json" or "csv"))
                return Problems.Of(Refusal.Invalid("format", $"'{format}' is no format. Known are json and csv."));
            var answer = await desk.Read(start, end, groupBy);
            return Problems.Of(answer, report => format == "csv"
                ? Results.File(ReportCsv.Write(report), "text/csv; charset=utf-8", $"fleet-energy-{report.GroupBy}-{report.From:yyyy-MM-dd}.csv")
                : Results.Ok(report));
        }).WithName("energyReport").Produces<EnergyReport>().ProducesProblem(422)
          .WithSummary("Energy and material of a period by machine, purpose or material; json or csv.");
    }
}
