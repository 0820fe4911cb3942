namespace Fleet.Web.Components.Views;

/// <summary>The run on a machine now, or the last one while its part is still on the bed.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="RemainingSeconds">Null when nobody can say.</param>
/// <param name="Stage"><c>proposed</c>: a person must confirm the start; <c>part</c>: it ended and its part is on the bed.</param>
public sealed record LiveRun(string Id, string ProgramName, double Fraction, double? RemainingSeconds, long Line, string Phase, string Stage);
