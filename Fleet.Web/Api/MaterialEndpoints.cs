using System.Security.Claims;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class MaterialEndpoints
{
    public static void MapMaterial(this RouteGroupBuilder api)
    {
        var lots = api.MapGroup("/lots").WithTags("Material");
        lots.MapGet("/", (MaterialDesk desk) => desk.List()).WithName("listLots");
        lots.MapPost("/", async (LotRequest request, MaterialDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Add(request, user.ToVisitor()), lot => Results.Created($"/api/lots/{lot.Id}", lot)))
            .WithName("addLot").Produces<LotView>(201).ProducesProblem(403).ProducesProblem(422);
        lots.MapPost("/{id}/load", async (string id, LoadRequest request, MaterialDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Load(id, request.MachineId, request.Tool ?? 0, user.ToVisitor())))
            .WithName("loadLot").Produces<LotView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("Load a lot on a machine's tool; machineId null takes it off.");
        lots.MapPost("/{id}/weigh", async (string id, WeighRequest request, MaterialDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Weigh(id, request.RemainingGrams, user.ToVisitor())))
            .WithName("weighLot").Produces<LotView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("Book what a scale says; the difference to the ledger becomes a booking of its own.");
        lots.MapPost("/{id}/cut", async (string id, CutRequest request, MaterialDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Cut(id, request, user.ToVisitor())))
            .WithName("cutLot").Produces<LotView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Book what was cut out of a sheet: parts, offcuts that become lots, scrap.");

        api.MapGet("/runs/{id}/scrap", (string id, MaterialDesk desk) => desk.Scrap(id)).WithName("getScrap").WithTags("Material")
            .WithSummary("What of a run's material is in no good part, and where it goes.");
        api.MapPost("/runs/{id}/scrap", async (string id, RouteRequest request, MaterialDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Route(id, request.Kind, request.Route, user.ToVisitor())))
            .WithName("routeScrap").WithTags("Material").Produces<IReadOnlyList<ScrapView>>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("Say where a run's scrap goes: reuse, recycle or residual.");

        api.MapGet("/programs/{id}/milling", async (string id, MillingDesk desk) => await desk.Find(id) is { } view ? Results.Ok(view) : Problems.Of(Refusal.NotFound("milling setup of", id)))
            .WithName("getMilling").WithTags("Material").Produces<MillingView>().ProducesProblem(404);
        api.MapPut("/programs/{id}/milling", async (string id, MillingRequest request, MillingDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
            Problems.Of(await desk.Set(id, request, user.ToVisitor(), cancellation)))
            .WithName("setMilling").WithTags("Material").Produces<MillingView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("Say which stock and tools a milling program is run on; the answer says what it removes.");
    }
}
