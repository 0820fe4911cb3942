using System.Security.Claims;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapPost("/", async (JobRequest request, JobDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Create(request, user.ToVisitor()), job => Results.Created($"/api/jobs/{job.Id}", job)))
            .WithName("createJob").Produces<JobView>(201).ProducesProblem(403).ProducesProblem(422)
            .WithSummary("Queue copies of a program. The plan chooses a machine unless one or a group is named.");
        jobs.MapGet("/", (JobDesk desk, string? state, int? most) => desk.List(state, Math.Clamp(most ?? 200, 1, 1000)))
            .WithName("listJobs").WithSummary("Newest first; state may be a job state or 'open'.");
        jobs.MapGet("/{id}", async (string id, JobDesk desk) =>
            await desk.Find(id) is { } job ? Results.Ok(job) : Problems.Of(Refusal.NotFound("job", id)))
            .WithName("getJob").Produces<JobView>().ProducesProblem(404);
        jobs.MapPost("/{id}/cancel", async (string id, JobDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Cancel(id, user.ToVisitor())))
            .WithName("cancelJob").Produces<JobView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        jobs.MapPost("/{id}/release", async (string id, JobDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Release(id, user.ToVisitor())))
            .WithName("releaseJob").Produces<JobView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Let a held job try again.");
        jobs.MapPost("/{id}/start", async (string id, StartRequest request, JobDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Start(id, request.MachineId, request.Override, user.ToVisitor())))
            .WithName("startJob").Produces<JobView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Begin the next copy on a machine now. Code outsideHours: an operator may repeat it with a reason in override; a fuse cannot be overridden.");

        jobs.MapPut("/{id}/wishes", async (string id, WishRequest request, JobDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Wish(id, request, user.ToVisitor())))
            .WithName("wishJob").Produces<JobView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("What the copies that have not begun should have in common: together (free, machine, lot), colour (any, same, or a colour), assembly.");

        var assemblies = api.MapGroup("/assemblies").WithTags("Jobs");
        assemblies.MapGet("/", (AssemblyDesk desk, bool? all) => desk.List(all ?? false))
            .WithName("listAssemblies").WithSummary("Things made of several jobs, newest first; those that are over with all=true.");
        assemblies.MapGet("/{id}", async (string id, AssemblyDesk desk) =>
            await desk.Find(id) is { } thing ? Results.Ok(thing) : Problems.Of(Refusal.NotFound("assembly", id)))
            .WithName("getAssembly").Produces<AssemblyView>().ProducesProblem(404);
        assemblies.MapPut("/{id}/due", async (string id, DueRequest request, AssemblyDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.SetDue(id, request.DueAt, user.ToVisitor())))
            .WithName("setAssemblyDue").Produces<AssemblyView>().ProducesProblem(403).ProducesProblem(404)
            .WithSummary("When all parts are wanted; null: nobody waits for an hour.");

        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/{id}", async (string id, RunViews views) =>
            await views.Find(id) is { } run ? Results.Ok(run) : Problems.Of(Refusal.NotFound("run", id)))
            .WithName("getRun").Produces<RunView>().ProducesProblem(404);
        runs.MapPost("/{id}/outcome", async (string id, OutcomeRequest request, JobDesk desk, ClaimsPrincipal user) =>
            Problems.Of(await desk.Judge(id, request.Outcome, request.Note, request.BedCleared ?? true, user.ToVisitor())))
            .WithName("judgeRun").Produces<RunView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Say good or bad. The bed counts as cleared unless bedCleared is false.");
    }
}
