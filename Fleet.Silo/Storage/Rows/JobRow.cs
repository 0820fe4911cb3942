namespace Fleet.Silo.Storage.Rows;

public sealed record JobRow
{
    public string Id { get; init; } = "";
    public string WorkshopId { get; init; } = "";
    public string ProgramId { get; init; } = "";
    public string Name { get; init; } = "";
    public long Copies { get; init; }
    public string Purpose { get; init; } = "";
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string OwnerId { get; init; } = "";
    public string? MachineId { get; init; }
    public string? MachineGroup { get; init; }
    public long Priority { get; init; }
    public long? DueAtMs { get; init; }
    public long? NotBeforeMs { get; init; }

    /// <summary>A word of <see cref="KeepTogether"/>.</summary>
    public string Together { get; init; } = "free";

    /// <summary>Null: any; <c>same</c>: one for all copies.</summary>
    public string? Colour { get; init; }

    public string? AssemblyId { get; init; }
    public long CreatedAtMs { get; init; }
    public long? EndedAtMs { get; init; }
    public long Version { get; init; }
}
