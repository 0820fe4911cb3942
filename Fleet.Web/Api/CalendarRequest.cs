namespace Fleet.Web.Api;

/// <param name="MachineId">Null: one's own duties; else the machine's plan.</param>
/// <param name="Language"><c>de</c> or <c>en</c>; null: of the request.</param>
public sealed record CalendarRequest(string? MachineId = null, string? Language = null);
