namespace Fleet.Web.Api;

/// <param name="Role">At most the owner's own; null: the same.</param>
public sealed record KeyRequest(string? Name, string? Role = null);
