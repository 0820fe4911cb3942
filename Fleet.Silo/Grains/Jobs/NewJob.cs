namespace Fleet.Silo.Grains;

/// <summary>A job that was checked and may enter the queue.</summary>
[GenerateSerializer, Immutable, Alias("fleet.newJob")]
public sealed record NewJob(
    string WorkshopId,
    string ProgramId,
    string Name,
    int Copies,
    string Purpose,
    string OwnerId,
    string? MachineId,
    string? MachineGroup,
    int Priority,
    long? DueAtMs,
    long? NotBeforeMs)
{
    [Id(20)]
    public JobWishes Wishes { get; init; } = JobWishes.None;
}
