using System.Security.Claims;
using Fleet.Core.Energy;
using Fleet.Silo.Ledger;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class MeterEndpoints
{
    public static void MapMeters(this RouteGroupBuilder api)
    {
        var meters = api.MapGroup("/meters").WithTags("Meters");
        meters.MapGet("/", (MeterDesk desk) => desk.List()).WithName("listMeters");
        meters.MapGet("/kinds", () => MeterKind.All).WithName("listMeterKinds");
        meters.MapGet("/found", (MeterDesk desk) => desk.Found()).WithName("findMeters")
            .WithSummary("Meters that announce themselves in the agents' networks and are not attached yet.");
        meters.MapGet("/{id}", async (string id, MeterDesk desk) =>
            await desk.Find(id) is { } meter ? Results.Ok(meter) : Problems.Of(Refusal.NotFound("meter", id)))
            .WithName("getMeter").Produces<MeterSheetView>().ProducesProblem(404);
        meters.MapPost("/", async (MeterRequest request, MeterDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Attach(request, user.ToVisitor()), meter => Results.Created($"/api/meters/{meter.Id}", meter)))
            .WithName("attachMeter").Produces<MeterSheetView>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Attach a meter of one machine, of several, of a peripheral or of a whole circuit.");
        meters.MapPost("/{id}/bind", async (string id, BindRequest request, MeterDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Bind(id, request, user.ToVisitor())))
            .WithName("bindMeter").Produces<MeterSheetView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Tie the meter to a machine or untie it, also in the past: the time since then is divided anew.");
        meters.MapPost("/{id}/retire", async (string id, MeterDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Retire(id, user.ToVisitor())))
            .WithName("retireMeter").Produces<MeterSheetView>().ProducesProblem(403).ProducesProblem(404);

        var peripherals = api.MapGroup("/peripherals").WithTags("Meters");
        peripherals.MapGet("/", (PeripheralDesk desk) => desk.List()).WithName("listPeripherals");
        peripherals.MapPost("/", async (PeripheralRequest request, PeripheralDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Add(request, user.ToVisitor()), made => Results.Created($"/api/peripherals/{made.Id}", made)))
            .WithName("addPeripheral").Produces<PeripheralView>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Record an extraction, dryer, chiller … and whom it serves.");
        peripherals.MapPost("/{id}/serve", async (string id, BindRequest request, PeripheralDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Serve(id, request, user.ToVisitor())))
            .WithName("servePeripheral").Produces<PeripheralView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

        api.MapGet("/machines/{id}/power", async (string id, MeterDesk desk) =>
            await desk.Learnt(id) is { } learnt ? Results.Ok(learnt) : Problems.Of(Refusal.NotFound("machine", id)))
            .WithName("getMachinePower").WithTags("Meters").Produces<IReadOnlyList<LearntPowerView>>().ProducesProblem(404)
            .WithSummary("What is believed of a machine's power by state: the profile's figure, and what its meter taught.");

        api.MapGet("/books/check", async (BookCheck check) => await check.Newest() is { } newest ? Results.Ok(newest) : Results.NoContent())
            .WithName("getBookCheck").WithTags("Meters").Produces<BookReport>().Produces(204).WithSummary("The outcome of the nightly check of the books.");
        api.MapPost("/books/check", async (BookCheck check, ClaimsPrincipal user) =>
            user.ToVisitor().Role < Role.Operator ? Problems.Of(Refusal.Forbidden("Only operators have the books checked.")) : Results.Ok(await check.Run()))
            .WithName("checkBooks").WithTags("Meters").Produces<BookReport>().ProducesProblem(403).WithSummary("Check the books now.");
    }
}
