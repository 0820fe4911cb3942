namespace Fleet.Agent.Meters;

/// <param name="CounterWh">Cumulative.</param>
/// <param name="PowerW">At this moment; null when the meter does not say.</param>
/// <param name="ResolutionWh">Smallest step of the counter.</param>
public sealed record MeterSample(double CounterWh, double? PowerW, double ResolutionWh);
