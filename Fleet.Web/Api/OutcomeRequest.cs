namespace Fleet.Web.Api;

/// <param name="Outcome"><c>good</c> or <c>bad</c>.</param>
/// <param name="BedCleared">Null and true: the part is off the machine.</param>
public sealed record OutcomeRequest(string? Outcome, string? Note = null, bool? BedCleared = null);
