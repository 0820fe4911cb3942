namespace Fleet.Silo.Desk;

/// <param name="Kind"><c>person</c> (without a word), <c>maintenance</c> or <c>repair</c>.</param>
public sealed record BookingRequest(string? MachineId, DateTimeOffset? From, DateTimeOffset? Until, string? Kind = null, string? Note = null);
