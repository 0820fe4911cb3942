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
    /// <summary>JSON: what is wrong with its computer, one sentence each.</summary>
    public string Troubles { get; init; } = "[]";

    public string HostName { get; init; } = "";

    /// <summary>For instance <c>linux-arm64</c>; empty for an agent that cannot update itself.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Null: a certificate of an older Fleet, good for ten years.</summary>
    public long? CertificateUntilMs { get; init; }

    /// <summary>Of a renewed certificate that the agent has not shown yet.</summary>
    public string? NextThumbprint { get; init; }

    public long? NextUntilMs { get; init; }
}
