namespace Fleet.Web.Api;

/// <param name="Name">What people call the agent; empty takes its host name.</param>
public sealed record JoinTokenRequest(string? Name);
