namespace Fleet.Web.Api;

public sealed record LoadRequest(string? MachineId, int? Tool = null);
