namespace Fleet.Core.Scheduling.Rules;

/// <summary>What is special about one machine of the workshop, beyond its profile.</summary>
public sealed record MachineRules
{
    public static MachineRules Default { get; } = new();

    /// <summary>Null: always.</summary>
    public WeekHours? MayStart { get; init; }

    /// <summary>Null: always; attended machines run while somebody is there.</summary>
    public WeekHours? MayRun { get; init; }

    /// <summary>It rests in the workshop's quiet hours.</summary>
    public bool Loud { get; init; }

    /// <summary>It clears its bed itself.</summary>
    public bool AutoEject { get; init; }

    /// <summary>A person's work to take a part off and clean the bed, min.</summary>
    public int ClearMinutes { get; init; } = 5;

    /// <summary>The induction that members need; null when everybody may use it.</summary>
    public string? Induction { get; init; }

    /// <summary>What jobs can ask for: enclosure, hardened nozzle, …</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>1000 is ordinary; 1200 needs a sixth less time.</summary>
    public int SpeedPermille { get; init; } = 1000;

    /// <summary>Highest draw while it heats up and while it works, W; null: the profile's averages.</summary>
    public int? HeatUpW { get; init; }

    public int? WorkingW { get; init; }
}
