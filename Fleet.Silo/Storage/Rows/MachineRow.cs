namespace Fleet.Silo.Storage.Rows;

/// <summary>A machine as its grain last wrote it.</summary>
public sealed record MachineRow
{
    public string Id { get; init; } = "";
    public string WorkshopId { get; init; } = "";
    public string Name { get; init; } = "";
    public string ProfileId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? MachineGroup { get; init; }
    public string? AgentId { get; init; }
    public string LinkAddress { get; init; } = "";
    public long Baud { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Firmware { get; init; } = "";
    public long BedFull { get; init; }

    /// <summary>Why a person took it out of use, or null.</summary>
    public string? Locked { get; init; }

    /// <summary>The run that it was given, or null.</summary>
    public string? RunId { get; init; }

    /// <summary>How far the hand-over of that run is; see <see cref="Grains.RunStage"/>.</summary>
    public string? RunStage { get; init; }

    public long Lease { get; init; }
    public long Version { get; init; }
    public long CreatedAtMs { get; init; }
}
