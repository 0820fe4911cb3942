using System.Security.Claims;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class PlanEndpoints
{
    public static void MapPlan(this RouteGroupBuilder api)
    {
        var plan = api.MapGroup("/plan").WithTags("Plan");
        plan.MapGet("/", async (PlanDesk desk, string? workshop) => Problems.Of(await desk.Plan(workshop ?? Workshops.TheOne)))
            .WithName("plan").Produces<PlanView>().ProducesProblem(422).WithSummary("Which run goes to which machine and when, what it costs, and what is impossible.");
        plan.MapGet("/jobs/{id}", async (string id, PlanDesk desk) => Problems.Of(await desk.Why(id)))
            .WithName("whyJob").Produces<JobPlanView>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Why a job is planned where it is, what speaks against every machine now, and the price of the alternatives.");
        plan.MapPost("/ask", async (PlanQuestion question, PlanDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Ask(question, user.ToVisitor())))
            .WithName("askPlan").Produces<PlanPreviewView>().ProducesProblem(403).ProducesProblem(422)
            .WithSummary("What if: pin, now, release, machineDown, personAway, waitForWind. Says what would move and what it costs; changes nothing.");
        plan.MapPut("/jobs/{id}/pin", async (string id, PinRequest request, PlanDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Pin(id, request.MachineId, request.At, user.ToVisitor())))
            .WithName("pinJob").Produces<JobPlanView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("Fix the next copy of a job on a machine, not before a time, or both.");
        plan.MapDelete("/jobs/{id}/pin", async (string id, PlanDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Release(id, user.ToVisitor()), _ => Results.NoContent()))
            .WithName("releaseJobPin").Produces(204).ProducesProblem(403).ProducesProblem(404);
        plan.MapGet("/rules", async (PlanDesk desk, string? workshop) => Problems.Of(await desk.Rules(workshop ?? Workshops.TheOne), yaml => Results.Text(yaml, "text/yaml")))
            .WithName("planRules").ProducesProblem(422).WithSummary("The workshop's rules: trade-offs, hours, people, fuses, prices (YAML, docs/planning.md).");
        plan.MapPut("/rules", async (HttpRequest request, string? workshop, PlanDesk desk, ClaimsPrincipal user) =>
        {
            using var reader = new StreamReader(request.Body);
            var text = new char[100_001];
            var length = await reader.ReadBlockAsync(text);
            return Problems.Of(await desk.SetRules(new string(text, 0, length), user.ToVisitor(), workshop ?? Workshops.TheOne), yaml => Results.Text(yaml, "text/yaml"));
        }).WithName("setPlanRules").WithSummary("Take over rules as a whole, or name every fault with its line. The body is the YAML.").ProducesProblem(403).ProducesProblem(422);

        var bookings = api.MapGroup("/bookings").WithTags("Plan");
        bookings.MapGet("/", (PlanDesk desk) => desk.Bookings()).WithName("listBookings");
        bookings.MapPost("/", async (BookingRequest request, PlanDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Book(request, user.ToVisitor()), booking => Results.Created($"/api/bookings/{booking.Id}", booking)))
            .WithName("book").Produces<BookingView>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Take a machine for a time: as a person, for maintenance or repair.");
        bookings.MapDelete("/{id}", async (string id, PlanDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.CancelBooking(id, user.ToVisitor()), _ => Results.NoContent()))
            .WithName("cancelBooking").Produces(204).ProducesProblem(403).ProducesProblem(404);

        var inductions = api.MapGroup("/inductions").WithTags("Plan");
        inductions.MapGet("/", (InductionDesk desk) => desk.List()).WithName("listInductions");
        inductions.MapPost("/", async (InductionRequest request, InductionDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Give(request.Person, request.Kind, request.Earned, user.ToVisitor()), given => Results.Created($"/api/inductions/{given.Id}", given)))
            .WithName("giveInduction").Produces<InductionView>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        inductions.MapDelete("/{id}", async (string id, InductionDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Withdraw(id, user.ToVisitor()), _ => Results.NoContent()))
            .WithName("withdrawInduction").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }
}
