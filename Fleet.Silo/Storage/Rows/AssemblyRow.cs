namespace Fleet.Silo.Storage.Rows;

/// <summary>Jobs that are parts of one thing and due as one.</summary>
public sealed record AssemblyRow
{
    public string Id { get; init; } = "";
    public string WorkshopId { get; init; } = "";
    public string Name { get; init; } = "";
    public string OwnerId { get; init; } = "";
    public long? DueAtMs { get; init; }
    public long CreatedAtMs { get; init; }
}
