using System.Security.Claims;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class WorkshopEndpoints
{
    public static void MapWorkshops(this RouteGroupBuilder api)
    {
        var workshops = api.MapGroup("/workshops").WithTags("Workshops");
        workshops.MapGet("/", (WorkshopDesk desk) => desk.List()).WithName("listWorkshops");
        workshops.MapPost("/", async (WorkshopRequest request, WorkshopDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Add(request, user.ToVisitor()), workshop => Results.Created($"/api/workshops/{workshop.Id}", workshop)))
            .WithName("addWorkshop").Produces<WorkshopView>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Add a workshop. plansWith names the workshop that keeps the common plan; without it, it plans alone.");
        workshops.MapPatch("/{id}", async (string id, WorkshopRequest request, WorkshopDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Change(id, request, user.ToVisitor())))
            .WithName("changeWorkshop").Produces<WorkshopView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Rename a workshop, move its clock, or have it planned together with others. What is not named stays.");
        workshops.MapDelete("/{id}", async (string id, WorkshopDesk desk, ClaimsPrincipal user) =>
            await desk.Remove(id, user.ToVisitor()) is { } refusal ? Problems.Of(refusal) : Results.NoContent())
            .WithName("removeWorkshop").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Take away a workshop in which nothing ever was.");

        api.MapPut("/machines/{id}/workshop", async (string id, CarryRequest request, WorkshopDesk desk, MachineDesk machines, ClaimsPrincipal user) =>
            await desk.Carry(id, request.Workshop, user.ToVisitor()) is { } refusal ? Problems.Of(refusal) : Results.Ok(await machines.Find(id)))
            .WithName("carryMachine").WithTags("Workshops").Produces<MachineView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("A machine stands in another workshop from now on, with what is loaded on it.");
    }
}
