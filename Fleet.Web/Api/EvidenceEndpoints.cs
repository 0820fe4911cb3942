using System.Security.Claims;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Judging;
using Fleet.Silo.Profiles;
using Fleet.Silo.Storage.Rows;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

/// <summary>What people say of their work: the story of a job, evidence, repairs, the workshop's card.</summary>
public static class EvidenceEndpoints
{
    public static void MapEvidence(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/{id}/story", async (string id, StoryDesk desk) => await desk.Find(id) is { } story ? Results.Ok(story) : Problems.Of(Refusal.NotFound("job", id)))
            .WithName("getStory").Produces<StoryView>().ProducesProblem(404);
        jobs.MapPost("/{id}/story", async (string id, StoryRequest request, StoryDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Tell(id, request, user.ToVisitor())))
            .WithName("tellStory").Produces<StoryView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .WithSummary("What would have been without the part, for whom it is, goals, design and consent. Fields that are null stay.");

        var evidence = api.MapGroup("/evidence").WithTags("Evidence");
        evidence.MapGet("/", (EvidenceDesk desk) => desk.List()).WithName("listEvidence");
        evidence.MapPost("/", async (EvidenceRequest request, EvidenceDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Add(request, user.ToVisitor()), made => Results.Created("/api/evidence", made)))
            .WithName("addEvidence").Produces<EvidenceView>(201).ProducesProblem(403).ProducesProblem(422).WithSummary("Evidence under a topic of the common-good matrix or an SDG target, or hours of teaching. No scores.");
        evidence.MapDelete("/{id}", async (string id, EvidenceDesk desk, ClaimsPrincipal user) => Bodies.Done(await desk.Withdraw(id, user.ToVisitor())))
            .WithName("withdrawEvidence").Produces(204).ProducesProblem(403).ProducesProblem(404);
        evidence.MapGet("/words", () => new
        {
            OpenWorkshopGoals.Goals, OpenWorkshopGoals.Potentials, OpenWorkshopGoals.Modes, CommonGood = CommonGood.Topics, CommonGoodVersions = CommonGood.Versions, Sdg = SdgTargets.Suggested,
            Displacement = Word.All<DisplacementAnswer>(), RepairCategories = RepairCategories.Products, RepairStates = RepairCategories.States, RepairBarriers = RepairCategories.Barriers,
        }).WithName("evidenceWords").WithSummary("Every word that stories, evidence and repairs know.");
        evidence.MapGet("/goals", (EvidenceDesk desk) => desk.Tags()).WithName("getGoals");
        evidence.MapPut("/goals/{tag}", async (string tag, GoalRequest request, EvidenceDesk desk, ClaimsPrincipal user) => Bodies.Done(await desk.Tag(tag, request.Answer, user.ToVisitor())))
            .WithName("setGoal").Produces(204).ProducesProblem(403).ProducesProblem(422);

        var repairs = api.MapGroup("/repairs").WithTags("Evidence");
        repairs.MapGet("/", (RepairDesk desk) => desk.List()).WithName("listRepairs");
        repairs.MapPost("/", async (RepairRequest request, RepairDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Add(request, user.ToVisitor()), made => Results.Created("/api/repairs", made)))
            .WithName("addRepair").Produces<RepairView>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        repairs.MapGet("/open-repair.csv", async (RepairDesk desk, HttpRequest request) =>
            Results.File(await desk.Export($"{request.Scheme}://{request.Host}"), "text/csv; charset=utf-8", "open-repair.csv"))
            .WithName("openRepair").WithSummary("Repairs in the Open Repair Data Standard v0.3, with the passports of printed spare parts.");

        var workshop = api.MapGroup("/workshop").WithTags("Evidence");
        workshop.MapGet("/card", (EvidenceDesk desk) => desk.Card()).WithName("getCard");
        workshop.MapPut("/card", async (WorkshopCard card, EvidenceDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.SetCard(card, user.ToVisitor())))
            .WithName("setCard").ProducesProblem(403).ProducesProblem(422);
        workshop.MapGet("/open-know-where.json", async (EvidenceDesk desk, IDatabase database, ProfileCatalogue profiles) =>
        {
            var machines = await database.List<MachineRow>("select * from machine order by name");
            return Results.Bytes(OpenKnowWhere.Write(await desk.Card(), [.. machines.Select(machine =>
            {
                var name = profiles.Find(machine.ProfileId)?.Name ?? machine.ProfileId;
                var blank = name.IndexOf(' ', StringComparison.Ordinal);
                return new EquipmentCard(blank > 0 ? name[..blank] : name, blank > 0 ? name[(blank + 1)..] : "", machine.Kind, machine.Name);
            })]), "application/json; charset=utf-8");
        }).WithName("openKnowWhere").WithSummary("The workshop and its machines as Open Know-Where v1.");
    }
}
