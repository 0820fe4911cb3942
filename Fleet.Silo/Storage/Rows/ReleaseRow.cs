namespace Fleet.Silo.Storage.Rows;

/// <summary>A version of the agent for one kind of machine.</summary>
public sealed record ReleaseRow
{
    public string Version { get; init; } = "";

    /// <summary>For instance <c>linux-arm64</c>.</summary>
    public string Rid { get; init; } = "";

    /// <summary>SHA-256 of the file.</summary>
    public string BlobId { get; init; } = "";

    /// <summary>ECDSA of the fleet's authority over version, kind and hash; base64.</summary>
    public string Signature { get; init; } = "";

    public long OfferedAtMs { get; init; }
    public long SizeBytes { get; init; }
}
