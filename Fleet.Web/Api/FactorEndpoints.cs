using System.Security.Claims;
using Fleet.Silo.Reports.Sums;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

/// <summary>Factors, carbon signals and the workshops' supplies.</summary>
public static class FactorEndpoints
{
    public static void MapFactors(this RouteGroupBuilder api)
    {
        var factors = api.MapGroup("/factors").WithTags("Factors");
        factors.MapGet("/sets", (FactorDesk desk) => desk.Sets()).WithName("listFactorSets").WithSummary("Tables of factors: imported ones, newest first, and the shipped ones.");
        factors.MapGet("/sets/{id}", async (string id, FactorDesk desk) => await desk.Factors(id) is { } set ? Results.Ok(set) : Problems.Of(Refusal.NotFound("factor set", id)))
            .WithName("getFactorSet").ProducesProblem(404);
        factors.MapPost("/sets", async (HttpRequest request, string? name, string? version, string? format, string? licence, FactorDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
            await Bodies.Read(request, FactorDesk.LargestBytes, cancellation) is not { } content ? Problems.Of(Bodies.TooLarge(FactorDesk.LargestBytes))
                : Problems.Of(await desk.Import(name, version, format ?? "table", licence, content, user.ToVisitor()), set => Results.Created($"/api/factors/sets/{set.Id}", set)))
            .WithName("importFactors").Produces<FactorSetView>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .WithSummary("Import a table of factors: the file is the body; format table, oekobaudat or ember. One bad row refuses the file and is named.").DisableAntiforgery();
        factors.MapDelete("/sets/{id}", async (string id, FactorDesk desk, ClaimsPrincipal user) => Bodies.Done(await desk.Retire(id, user.ToVisitor())))
            .WithName("retireFactorSet").Produces(204).ProducesProblem(403).ProducesProblem(404);
        factors.MapGet("/materials", (FactorDesk desk) => desk.Materials()).WithName("listMaterialFactors").WithSummary("Every material with the factor that stands for it; null where none does.");
        factors.MapPut("/materials/{material}", async (string material, MaterialFactorRequest request, FactorDesk desk, ClaimsPrincipal user) =>
            Bodies.Done(await desk.Choose(material, request.SetId, request.Key, user.ToVisitor())))
            .WithName("chooseMaterialFactor").Produces(204).ProducesProblem(403).ProducesProblem(422).WithSummary("Say which factor stands for a material; key null takes it back.");

        var carbon = api.MapGroup("/carbon").WithTags("Factors");
        carbon.MapGet("/series", (CarbonDesk desk) => desk.Series()).WithName("listCarbonSeries");
        carbon.MapPost("/series", async (HttpRequest request, string? format, string? zone, string? signal, string? source, CarbonDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
            await Bodies.Read(request, FactorDesk.LargestBytes, cancellation) is not { } content ? Problems.Of(Bodies.TooLarge(FactorDesk.LargestBytes))
                : Problems.Of(await desk.Import(format ?? "csv", zone, signal, source, content, user.ToVisitor())))
            .WithName("importCarbon").Produces<CarbonSeriesView[]>().ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422)
            .WithSummary("Import carbon intensities: csv, json (Carbon Aware SDK, UK Carbon Intensity, Energy-Charts) or generation (ENTSO-E per type).").DisableAntiforgery();
        carbon.MapDelete("/series/{id}", async (string id, CarbonDesk desk, ClaimsPrincipal user) => Bodies.Done(await desk.Remove(id, user.ToVisitor())))
            .WithName("removeCarbonSeries").Produces(204).ProducesProblem(403).ProducesProblem(404);
        carbon.MapGet("/supply", async (string? workshop, CarbonDesk desk) => Problems.Of(await desk.Supplies(workshop)))
            .WithName("listSupplies").Produces<SupplyRow[]>().ProducesProblem(422).WithSummary("What a workshop has said of its electricity, in order of time; without workshop= the first one.");
        carbon.MapPost("/supply", async (SupplyRequest request, CarbonDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Supply(request, user.ToVisitor())))
            .WithName("setSupply").ProducesProblem(403).ProducesProblem(422).WithSummary("Zone of the grid and contract of a workshop, from an instant on.");
        carbon.MapPost("/roof", async (HttpRequest request, string? workshop, CarbonDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
            await Bodies.Read(request, FactorDesk.LargestBytes, cancellation) is not { } content ? Problems.Of(Bodies.TooLarge(FactorDesk.LargestBytes))
                : Problems.Of(await desk.Roof(content, user.ToVisitor(), workshop), slots => Results.Ok(new { slots })))
            .WithName("importRoof").ProducesProblem(403).ProducesProblem(422).WithSummary("What the own roof of a workshop gave: start_utc, end_utc, wh.").DisableAntiforgery();
    }
}
