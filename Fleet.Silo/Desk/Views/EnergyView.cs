namespace Fleet.Silo.Desk.Views;

/// <summary>Electrical energy at the machine's plug.</summary>
/// <param name="Wh">Booked so far.</param>
/// <param name="LowWh">Lower bound.</param>
/// <param name="HighWh">Upper bound.</param>
/// <param name="MeasuredShare">0 to 1: how much of it a meter counted; the rest is modelled from the profile.</param>
/// <param name="ByPhase">Wh by phase: <c>warmUp</c>, <c>processing</c>, <c>idle</c>.</param>
public sealed record EnergyView(double Wh, double LowWh, double HighWh, double MeasuredShare, IReadOnlyDictionary<string, double> ByPhase);
