namespace Fleet.Core.Energy;

/// <summary>What a meter's arithmetic must know of the world around it.</summary>
public sealed record MeterSurroundings
{
    public CounterTraits Traits { get; init; } = new();

    /// <summary>Machines whose current flows through it now.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>What is believed of a machine's power behind this meter.</summary>
    public Func<string, PowerBook> Books { get; init; } = _ => PowerBook.Blank;

    /// <summary>What the machines did, for a meter that no machine reads; null: the claims tell it.</summary>
    public IReadOnlyList<Segment>? Story { get; init; }

    /// <summary>Until when the world around it is known; readings after it wait.</summary>
    public long HorizonMs { get; init; } = long.MaxValue;

    /// <summary>There is more behind it than the machines: a circuit. The rest belongs to nobody.</summary>
    public bool IsCircuit { get; init; }

    /// <summary>Wh between two instants that meters behind this one have booked.</summary>
    public Func<long, long, double> BookedBehindWh { get; init; } = (_, _) => 0;
}
