namespace Fleet.Core.Scheduling.Planning;

/// <summary>Everything that a plan depends on, as data. Times are slots from <see cref="StartsAtMs"/>; money is the objective's unit.</summary>
public sealed record PlanningProblem
{
    /// <summary>Unix milliseconds of the beginning of slot 0: now.</summary>
    public long StartsAtMs { get; init; }

    /// <summary>In which sentences tell times; null: UTC.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Length of a slot, minutes; from 1 to 1440.</summary>
    public int SlotMinutes { get; init; } = 15;

    /// <summary>Slots that are planned, from 1 to 20 000. What does not fit stays without a place.</summary>
    public int HorizonSlots { get; init; } = 1344;

    public IReadOnlyList<PlanWorkshop> Workshops { get; init; } = [];
    public IReadOnlyList<PlanCircuit> Circuits { get; init; } = [];
    public IReadOnlyList<PlanMachine> Machines { get; init; } = [];
    public IReadOnlyList<PlanRun> Runs { get; init; } = [];

    /// <summary>What lies in the store. Only for the words of remedies; the plan itself does not count it.</summary>
    public IReadOnlyList<PlanLot> Lots { get; init; } = [];

    /// <summary>Machine hours of each member in the last weeks over a fair share, permille: 2000 has used twice of it.</summary>
    public IReadOnlyDictionary<string, int> MemberUsePermille { get; init; } = new Dictionary<string, int>();

    /// <summary>The inductions that members hold, by member. Who is not named holds none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Inductions { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public PlanPolicy Policy { get; init; } = PlanPolicy.Default;
}
