namespace Fleet.Web.Api;

/// <param name="Name">What the fleet calls the agent; empty for its host name.</param>
public sealed record AdmitRequest(string? Name);
