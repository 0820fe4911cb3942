namespace Fleet.Silo.Storage.Rows;

public sealed record AgentRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Thumbprint { get; init; } = "";
    public long BuiltIn { get; init; }
    public string Epoch { get; init; } = "";
    public string AgentVersion { get; init; } = "";
    public string Ports { get; init; } = "[]";
    public long EnrolledAtMs { get; init; }
    public long LastSeenMs { get; init; }
    public long? RevokedAtMs { get; init; }
}
