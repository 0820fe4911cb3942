namespace Fleet.Agent.Meters;

/// <summary>What came of reading a meter: a sample, or a sentence that says what is wrong and what to do.</summary>
public sealed record MeterAnswer(MeterSample? Sample, string? Trouble)
{
    public static implicit operator MeterAnswer(MeterSample sample) => new(sample, Suspicion(sample));

    public static MeterAnswer Failed(string trouble) => new(null, trouble);

    /// <summary>A counter that cannot be is handed on all the same: the server keeps and flags it.</summary>
    static string? Suspicion(MeterSample sample) =>
        !double.IsFinite(sample.CounterWh) || sample.CounterWh < 0
            ? $"The meter says that its counter is at {sample.CounterWh} Wh. Check which value is picked out of its answer."
            : sample.PowerW is { } watts && !(Math.Abs(watts) < 1e6) ? $"The meter says that {watts} W flow. Check the unit of its power." : null;
}
