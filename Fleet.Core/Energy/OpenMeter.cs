namespace Fleet.Core.Energy;

/// <summary>What must be remembered of a meter between two batches of facts: everything since its last settled reading.</summary>
public sealed record OpenMeter
{
    /// <summary>The reading at which everything before is booked; null before the first.</summary>
    public CounterReading? Settled { get; init; }

    /// <summary>Usable readings after it, by time: they wait until every machine behind the meter has told its story.</summary>
    public IReadOnlyList<CounterReading> Waiting { get; init; } = [];

    /// <summary>What the machines did after it.</summary>
    public IReadOnlyList<Segment> Story { get; init; } = [];

    /// <summary>By machine: until when its story is told.</summary>
    public IReadOnlyDictionary<string, long> ToldUntilMs { get; init; } = new Dictionary<string, long>();

    /// <summary>The last settled cause, where it was the only one.</summary>
    public Segment? Before { get; init; }

    /// <summary>Wh that it has drawn without a break.</summary>
    public double BeforeWh { get; init; }

    /// <summary>Counter and power side by side.</summary>
    public PowerWatch Watch { get; init; } = PowerWatch.Nothing;

    public IReadOnlyDictionary<string, GrowingSpell> Growing { get; init; } = new Dictionary<string, GrowingSpell>();

    /// <summary>The newest usable reading.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CounterReading? Newest => Waiting is [.., var last] ? last : Settled;
}
