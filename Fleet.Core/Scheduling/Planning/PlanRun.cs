namespace Fleet.Core.Scheduling.Planning;

/// <summary>One run to be placed: a copy of a job, or one part of an assembly.</summary>
public sealed record PlanRun
{
    public required string Id { get; init; }

    /// <summary>What people call it; the id when null.</summary>
    public string? Name { get; init; }

    /// <summary>The job it is a copy of; equal to <see cref="Id"/> when there is only one.</summary>
    public string? JobId { get; init; }

    public string? Member { get; init; }
    public string? Purpose { get; init; }

    /// <summary>Parts that are wanted together; each carries its share of one weight, so an assembly counts once.</summary>
    public string? Assembly { get; init; }

    /// <summary>Runs with the same word would like the same machine (same spool, same surface). A wish with a price, not a rule.</summary>
    public string? StayTogether { get; init; }

    /// <summary>Tags that a machine must all have: technology, enclosure, group, induction.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Bounding box of the part, mm; empty when it fits everywhere. X, Y, Z.</summary>
    public IReadOnlyList<double> SizeMm { get; init; } = [];

    /// <summary>What must be set up, by kind: <c>material: PETG black</c>, <c>nozzle: 0.4</c>. A missing kind does not matter.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>On a machine of ordinary speed.</summary>
    public required RunDuration Duration { get; init; }

    /// <summary>Where a machine is known to differ: by machine id, before its speed is applied to anything else.</summary>
    public IReadOnlyDictionary<string, RunDuration> DurationOn { get; init; } = new Dictionary<string, RunDuration>();

    /// <summary>What speaks against a machine for certain, judged elsewhere (<see cref="MachineFit"/>); by machine id.</summary>
    public IReadOnlyDictionary<string, Condition> Refused { get; init; } = new Dictionary<string, Condition>();

    public int ReleaseSlot { get; init; }

    /// <summary>The end that was asked for; null when nobody waits for a certain hour.</summary>
    public int? DueSlot { get; init; }

    /// <summary>Weight of lateness and waiting: 1 ordinary, 2 important, 4 urgent. From 1 to 100.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Attempts that failed before: each makes being late half as dear again as for a first attempt. From 0 to 10; the due time stays.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>The workshop to which the part must come; null when any will do.</summary>
    public string? Workshop { get; init; }

    public RunPin? Pin { get; init; }

    /// <summary>Already on a machine: not moved, whatever the plan would prefer.</summary>
    public RunPlace? Running { get; init; }

    /// <summary>What was promised by the last published plan; leaving it has a price.</summary>
    public RunPlace? Promised { get; init; }

    /// <summary>Nobody arranged to be there at the promised start: beginning earlier, or on another machine, breaks nothing and costs nothing.</summary>
    public bool MayComeEarlier { get; init; }

    public string Spoken => Name ?? Id;
}
