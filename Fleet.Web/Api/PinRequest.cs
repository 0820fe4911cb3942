namespace Fleet.Web.Api;

/// <param name="MachineId">Null: any that fits.</param>
/// <param name="At">Not before; null: as soon as the machine is free.</param>
public sealed record PinRequest(string? MachineId, DateTimeOffset? At);
