namespace Fleet.Silo.Storage.Rows;

/// <summary>Where and when the published plan has one waiting copy.</summary>
public sealed record PlanPlaceRow
{
    public string JobId { get; init; } = "";
    public long Copy { get; init; }
    public string WorkshopId { get; init; } = "";
    public string MachineId { get; init; } = "";
    public long FromMs { get; init; }

    /// <summary>By the median of what such runs take.</summary>
    public long ToMs { get; init; }

    /// <summary>By their P80: what a person may be told.</summary>
    public long PromisedMs { get; init; }
}
