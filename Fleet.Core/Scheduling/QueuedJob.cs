namespace Fleet.Core.Scheduling;

/// <summary>A job that has at least one copy to start.</summary>
/// <param name="Priority">Higher goes first; 0 is ordinary.</param>
/// <param name="MachineId">The person's choice of machine, or null.</param>
/// <param name="Group">The person's choice of a group of machines, or null.</param>
public sealed record QueuedJob(
    string JobId,
    ProgramNeeds Needs,
    int CopiesToStart,
    int Priority,
    long CreatedAtMs,
    long? DueAtMs,
    long? NotBeforeMs,
    string? MachineId,
    string? Group)
{
    public CopyWish Wish { get; init; } = CopyWish.None;

    /// <summary>Null when it does not matter in which workshop it is made.</summary>
    public Destination? Destination { get; init; }
}
