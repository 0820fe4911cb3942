namespace Fleet.Core.Scheduling.Durations;

/// <summary>A run that was finished without interruption, to learn from.</summary>
/// <param name="SlicerProfile">What it was sliced with, for instance <c>PrusaSlicer 0.20 mm QUALITY</c>; null when unknown.</param>
/// <param name="EstimateSeconds">What the analysis said before; greater than 0.</param>
/// <param name="ActualSeconds">From the first line to the last; pauses by people left out.</param>
public sealed record FinishedRun(string? SlicerProfile, double EstimateSeconds, double ActualSeconds);
