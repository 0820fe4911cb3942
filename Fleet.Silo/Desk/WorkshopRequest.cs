namespace Fleet.Silo.Desk;

/// <summary>A workshop to add, or what is to change about one; what is null stays.</summary>
/// <param name="TimeZone">An IANA name such as <c>Europe/Berlin</c>; null for a new one: the first workshop's.</param>
/// <param name="PlansWith">Id of the workshop that keeps the common plan; its own id or an empty text: a plan of its own.</param>
public sealed record WorkshopRequest(string? Name, string? TimeZone = null, string? PlansWith = null);
