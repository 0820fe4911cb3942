namespace Fleet.Core.Scheduling.Planning;

/// <summary>A machine as the plan sees it.</summary>
public sealed record PlanMachine
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Workshop { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Reach, mm: X, Y, Z. Empty: it takes every size.</summary>
    public IReadOnlyList<double> SizeMm { get; init; } = [];

    /// <summary>1000 is ordinary; 1200 needs a sixth less time.</summary>
    public int SpeedPermille { get; init; } = 1000;

    /// <summary>What is set up now, by kind.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<SetupRule> Setups { get; init; } = [];

    /// <summary>When a run may begin. Null: always. An empty list: never.</summary>
    public IReadOnlyList<SlotSpan>? MayStart { get; init; }

    /// <summary>When it may run: opening hours for what must be watched, quiet hours cut out. Null: always.</summary>
    public IReadOnlyList<SlotSpan>? MayRun { get; init; }

    /// <summary>Bookings, maintenance, repair: nothing of ours lies here.</summary>
    public IReadOnlyList<SlotSpan> Closed { get; init; } = [];

    /// <summary>A person stays with it: P95 instead of P80 must fit, and the plan proposes where others are started.</summary>
    public bool Attended { get; init; }

    /// <summary>Slots of a person's work between two runs: taking the part off, cleaning the bed. 0: it is done in the slot in which the next one starts.</summary>
    public int ClearSlots { get; init; }

    /// <summary>A part lies on it now, so that the first run too needs the bed cleared.</summary>
    public bool BedFull { get; init; }

    /// <summary>The induction that members need for it; null when everybody may use it.</summary>
    public string? Induction { get; init; }

    /// <summary>The bed clears itself: a start without a set-up needs nobody.</summary>
    public bool AutoEject { get; init; }

    /// <summary>Average power while it works, W.</summary>
    public int PowerW { get; init; }

    /// <summary>Highest average over the slot in which it heats up, W; 0 when it is not more than <see cref="PowerW"/>.</summary>
    public int HeatUpW { get; init; }

    /// <summary>The circuits that it draws from: its fuse, its room, the building.</summary>
    public IReadOnlyList<string> Circuits { get; init; } = [];

    public string Spoken => Name ?? Id;
}
