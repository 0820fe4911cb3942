using System.Text.Json;

namespace Fleet.Web.Api;

public static class AgentEndpoints
{
    public static void MapAgents(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents").RequireAuthorization("admin");
        agents.MapGet("/", async (AgentDesk desk) => (await desk.List()).Select(agent => new
        {
            agent.Id, agent.Name, BuiltIn = agent.BuiltIn == 1, Version = agent.AgentVersion, EnrolledAt = Instants.At(agent.EnrolledAtMs),
            LastSeen = agent.LastSeenMs > 0 ? Instants.At((long?)agent.LastSeenMs) : null, Revoked = agent.RevokedAtMs is not null,
            Ports = JsonSerializer.Deserialize<JsonElement>(agent.Ports),
        })).WithName("listAgents");
        agents.MapPost("/tokens", async (JoinTokenRequest request, AgentDesk desk) =>
            Results.Ok(new { Token = await desk.CreateJoinToken(request.Name?.Trim() ?? "") }))
            .WithName("createJoinToken").WithSummary("A one-time token, good for a day, for ./fleet agent --server … --token ….");
        agents.MapPost("/{id}/revoke", async (string id, AgentDesk desk) =>
            await desk.Revoke(id) is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("revokeAgent");
    }
}
