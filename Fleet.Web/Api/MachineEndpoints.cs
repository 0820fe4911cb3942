using System.Security.Claims;
using Fleet.Silo.Profiles;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class MachineEndpoints
{
    public static void MapMachines(this RouteGroupBuilder api)
    {
        var machines = api.MapGroup("/machines").WithTags("Machines");
        machines.MapGet("/", (MachineDesk desk, string? workshop) => desk.List(workshop)).WithName("listMachines");
        machines.MapGet("/{id}", async (string id, MachineDesk desk) =>
            await desk.Find(id) is { } machine ? Results.Ok(machine) : Problems.Of(Refusal.NotFound("machine", id)))
            .WithName("getMachine").Produces<MachineView>().ProducesProblem(404);
        machines.MapPost("/", async (MachineRequest request, MachineDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Add(request, user.ToVisitor()), machine => Results.Created($"/api/machines/{machine.Id}", machine)))
            .WithName("addMachine").Produces<MachineView>(201).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Attach a machine to an agent.");
        machines.MapPost("/{id}/commands", async (string id, CommandRequest request, MachineDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Command(id, request, user.ToVisitor())))
            .WithName("commandMachine").Produces<CommandReceipt>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("pause, resume, cancel, stop, bedCleared, home, jog, send, start, lock, unlock. Repeating an id does nothing twice.");

        api.MapGet("/profiles", (ProfileCatalogue profiles) => profiles.All.Select(profile => new
        {
            profile.Id, profile.Name, profile.Vendor, profile.Kind, profile.Envelope, profile.Link, profile.Start,
        })).WithName("listProfiles").WithTags("Machines");
    }
}
