namespace Fleet.Silo.Storage.Rows;

public sealed record RunEventRow
{
    public string RunId { get; init; } = "";
    public long AtMs { get; init; }
    public string Kind { get; init; } = "";
    public string Phase { get; init; } = "";
    public string Reason { get; init; } = "";
    public long Line { get; init; }
}
