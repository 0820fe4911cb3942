namespace Fleet.Web.Api;

/// <param name="Person">Name or id of an account.</param>
/// <param name="Kind">The word of the workshop's rules.</param>
/// <param name="Earned">How: the course, the date, who taught it.</param>
public sealed record InductionRequest(string? Person, string? Kind, string? Earned);
