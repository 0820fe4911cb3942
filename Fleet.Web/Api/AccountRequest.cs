namespace Fleet.Web.Api;

public sealed record AccountRequest(string? Name, string? Password, string? Role);
