namespace Fleet.Core.Machines;

/// <summary>What must be true before a run may start on this model, beyond the rules that hold for every machine.</summary>
public sealed record StartRules
{
    /// <summary>A person must confirm at the machine. The planner then proposes and never starts. Always true for CNC and laser.</summary>
    public bool Attended { get; init; }

    /// <summary>A person must have taken the last part off.</summary>
    public bool BedMustBeClear { get; init; } = true;
}
