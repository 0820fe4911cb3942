namespace Fleet.Silo.Desk.Views;

/// <summary>A link to a calendar.</summary>
/// <param name="MachineId">Null: the person's own.</param>
/// <param name="Secret">Only in the answer to making it; never shown again.</param>
public sealed record CalendarLinkView(string Id, string? MachineId, string Person, string Language, DateTimeOffset CreatedAt, string? Secret = null);
