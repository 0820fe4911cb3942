namespace Fleet.Core.Scheduling.Planning;

/// <summary>A place with its people and its electricity.</summary>
public sealed record PlanWorkshop
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Who works here and when. Given, it takes the place of <see cref="Present"/>, and as many machines are served at once as people are there.</summary>
    public IReadOnlyList<PlanPerson> People { get; init; } = [];

    /// <summary>When somebody is there who clears beds and changes spools. Null: always.</summary>
    public IReadOnlyList<SlotSpan>? Present { get; init; }

    /// <summary>Machines that can be served in the same slot; 0 when that is no limit.</summary>
    public int Hands { get; init; }

    /// <summary>Carbon of the grid zone, g/kWh per slot; the last value holds on. Empty: unknown, and not counted.</summary>
    public IReadOnlyList<int> CarbonGPerKwh { get; init; } = [];

    /// <summary>Price, EUR/MWh (tenths of a cent per kWh) per slot; the last value holds on. Empty: not counted.</summary>
    public IReadOnlyList<int> PriceEurPerMwh { get; init; } = [];

    /// <summary>Own solar power that would otherwise be fed in, W per slot; its share is free and without carbon. After the end: none.</summary>
    public IReadOnlyList<int> SolarW { get; init; } = [];

    /// <summary>Price in the objective's unit of bringing a part from here to another workshop, by its id.</summary>
    public IReadOnlyDictionary<string, int> TransportCost { get; init; } = new Dictionary<string, int>();

    public string Spoken => Name ?? Id;
}
