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
