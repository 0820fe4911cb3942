namespace Fleet.Silo.Desk;

/// <summary>Ties a meter to a machine, or unties it.</summary>
/// <param name="MachineId">A machine or peripheral.</param>
/// <param name="At">When it was done; null: now. An instant in the past divides the time since then anew.</param>
/// <param name="Away">True: from then on the machine is not behind the meter any longer.</param>
public sealed record BindRequest(string? MachineId, DateTimeOffset? At = null, bool Away = false);
