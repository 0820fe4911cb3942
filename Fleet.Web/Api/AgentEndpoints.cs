using System.Security.Claims;
using System.Text.Json;
using Fleet.Silo.Storage.Rows;
using Fleet.Web.Accounts;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Web.Api;

public static class AgentEndpoints
{
    const long LargestReleaseBytes = 256L << 20;

    public static void MapAgents(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents").RequireAuthorization("admin");
        agents.MapGet("/", async (AgentDesk desk) => (await desk.List()).Select(agent => new
        {
            agent.Id, agent.Name, BuiltIn = agent.BuiltIn == 1, Version = agent.AgentVersion, EnrolledAt = Instants.At(agent.EnrolledAtMs),
            LastSeen = agent.LastSeenMs > 0 ? Instants.At((long?)agent.LastSeenMs) : null, Revoked = agent.RevokedAtMs is not null,
            HostName = agent.HostName, CertificateUntil = Instants.At(agent.CertificateUntilMs),
            Troubles = JsonSerializer.Deserialize<JsonElement>(agent.Troubles), Ports = JsonSerializer.Deserialize<JsonElement>(agent.Ports),
        })).WithName("listAgents");
        agents.MapPost("/tokens", async (JoinTokenRequest request, AgentDesk desk) =>
            Results.Ok(new { Token = await desk.CreateJoinToken(request.Name?.Trim() ?? "") }))
            .WithName("createJoinToken").WithSummary("A one-time token, good for a day, for ./fleet agent --server … --token ….");
        agents.MapGet("/joining", async (JoinDesk desk) => (await desk.Waiting()).Select(request => new
        {
            request.Fingerprint, request.HostName, Address = request.FromAddress, AskedAt = Instants.At(request.AskedAtMs),
        })).WithName("listJoinRequests").WithSummary("Agents that want to join. Compare the fingerprint with the one on the agent's console.");
        agents.MapPost("/joining/{fingerprint}/admit", async (string fingerprint, AdmitRequest? request, JoinDesk desk) =>
            await desk.Admit(fingerprint, request?.Name ?? "") is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("admitAgent");
        agents.MapPost("/joining/{fingerprint}/refuse", async (string fingerprint, JoinDesk desk) =>
            await desk.Refuse(fingerprint) is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("refuseAgent");
        agents.MapGet("/releases", async (ReleaseDesk desk) => (await desk.List()).Select(View)).WithName("listReleases");
        agents.MapPut("/releases/{version}/{rid}", async (
            string version, string rid, HttpContext context, ReleaseDesk desk, ClaimsPrincipal user, CancellationToken cancellation) =>
            {
                if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                    limit.MaxRequestBodySize = LargestReleaseBytes;
                return Problems.Of(await desk.Offer(version, rid, context.Request.Body, user.ToVisitor(), cancellation), row => Results.Ok(View(row)));
            })
            .WithName("offerRelease").WithSummary("The body is the file that ./fleet publish agent made. Agents of that kind take it when no run is on.")
            .Accepts<byte[]>("application/octet-stream");
        agents.MapDelete("/releases/{version}/{rid}", async (string version, string rid, ReleaseDesk desk) =>
            await desk.Withdraw(version, rid) is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("withdrawRelease");
        agents.MapPost("/{id}/revoke", async (string id, AgentDesk desk) =>
            await desk.Revoke(id) is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("revokeAgent");
    }

    static object View(ReleaseRow release) =>
        new { release.Version, release.Rid, Sha256 = release.BlobId, release.SizeBytes, OfferedAt = Instants.At(release.OfferedAtMs) };
}
