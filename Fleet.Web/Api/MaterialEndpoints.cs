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
    }
}
