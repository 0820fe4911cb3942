namespace Fleet.Silo.Storage.Rows;

public sealed record PinRow
{
    public string JobId { get; init; } = "";
    public string? MachineId { get; init; }
    public long? StartMs { get; init; }
    public string ByAccount { get; init; } = "";
    public long AtMs { get; init; }
}
