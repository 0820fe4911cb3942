namespace Fleet.Core.Scheduling.Rules;

/// <summary>What electricity costs.</summary>
/// <param name="EurPerKwh">At all other times.</param>
/// <param name="Low">Hours of the cheaper price; null when there are none.</param>
public sealed record PriceRules(double EurPerKwh, WeekHours? Low = null, double? LowEurPerKwh = null);
