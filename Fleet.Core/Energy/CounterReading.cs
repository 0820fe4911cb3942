namespace Fleet.Core.Energy;

/// <summary>One look at a cumulative counter.</summary>
/// <param name="CounterWh">Null: the meter did not answer, or what it said cannot be a counter.</param>
/// <param name="PowerW">At that moment; a check, never the primary record.</param>
/// <param name="ResolutionWh">Smallest step of the counter.</param>
public sealed record CounterReading(FactKey Fact, long AtMs, double? CounterWh, double? PowerW, double ResolutionWh);
