namespace Fleet.Web.Api;

/// <param name="Override">An operator's reason to set the workshop's hours aside.</param>
public sealed record StartRequest(string? MachineId, string? Override = null);
