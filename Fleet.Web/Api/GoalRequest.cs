namespace Fleet.Web.Api;

/// <param name="Answer"><c>yes</c>, <c>no</c>, <c>notApplicable</c>, or null to take it back.</param>
public sealed record GoalRequest(string? Answer);
