namespace Fleet.Web.Components.Views;

/// <summary>The run on a machine now, or the last one while its part is still on the bed.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="RemainingSeconds">Null when nobody can say.</param>
public sealed record LiveRun(string Id, string ProgramName, double Fraction, double? RemainingSeconds, long Line, string Phase);
