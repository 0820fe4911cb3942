namespace Fleet.Silo.Storage.Rows;

/// <summary>An agent that knocked without a token.</summary>
public sealed record JoinRow
{
    public string Fingerprint { get; init; } = "";
    public string CertificateRequestPem { get; init; } = "";
    public string HostName { get; init; } = "";
    public string FromAddress { get; init; } = "";
    public long AskedAtMs { get; init; }

    /// <summary><c>waiting</c>, <c>admitted</c> or <c>refused</c>.</summary>
    public string State { get; init; } = "";

    public string? AgentId { get; init; }
    public string? CertificatePem { get; init; }
}
