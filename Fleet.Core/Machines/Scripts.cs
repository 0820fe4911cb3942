namespace Fleet.Core.Machines;

/// <summary>Lines that the agent sends around a run. Empty: the driver's own safe sequence for the firmware family.</summary>
public sealed record Scripts
{
    /// <summary>After the machine has stopped for a pause: retract and park.</summary>
    public IReadOnlyList<string> Pause { get; init; } = [];

    /// <summary>Before the program goes on.</summary>
    public IReadOnlyList<string> Resume { get; init; } = [];

    /// <summary>After a cancel or a failed run: heaters or spindle off, head away from the part.</summary>
    public IReadOnlyList<string> Cancel { get; init; } = [];
}
