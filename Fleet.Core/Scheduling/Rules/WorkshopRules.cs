using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>
/// What a workshop has agreed on, as one short YAML: trade-offs, hours, people, fuses, prices, and what is special about single machines.
/// Everything may be missing; an empty text is a workshop that is always open and finds everything normal.
/// </summary>
public sealed record WorkshopRules
{
    public static WorkshopRules Default { get; } = new();

    public PlanPolicy Policy { get; init; } = PlanPolicy.Default;

    /// <summary>When somebody is there who clears beds and changes spools; null: always, or when one of <see cref="People"/> is.</summary>
    public WeekHours? Open { get; init; }

    /// <summary>When loud machines rest.</summary>
    public WeekHours? Quiet { get; init; }

    public IReadOnlyList<PersonRules> People { get; init; } = [];
    public IReadOnlyList<CircuitRules> Circuits { get; init; } = [];

    /// <summary>By machine id.</summary>
    public IReadOnlyDictionary<string, MachineRules> Machines { get; init; } = new Dictionary<string, MachineRules>();

    public PriceRules? Price { get; init; }

    /// <summary>Price of bringing a part from here to another workshop, in the objective's unit; by the workshop's id.</summary>
    public IReadOnlyDictionary<string, int> Transport { get; init; } = new Dictionary<string, int>();

    /// <summary>A person's work to change a spool, min.</summary>
    public int MaterialChangeMinutes { get; init; } = 5;

    /// <summary>Price of changing a spool, in the objective's unit: what is purged, and that somebody must do it.</summary>
    public int MaterialChangeCost { get; init; } = 10;

    public MachineRules For(string machineId) => Machines.GetValueOrDefault(machineId, MachineRules.Default);

    /// <summary>When a machine may run, quiet hours aside: its own hours, or the workshop's where a person stays with it. Null: always.</summary>
    public WeekHours? RunHours(string machineId, bool attended) => For(machineId).MayRun ?? (attended ? Open : null);
}
