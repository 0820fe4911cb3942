namespace Fleet.Silo.Storage.Rows;

public sealed record ProgramRow
{
    /// <summary>SHA-256 of the file as uploaded, lower-case hex.</summary>
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public long SizeBytes { get; init; }
    public string? Kind { get; init; }

    /// <summary><see cref="Core.Gcode.ProgramAnalysis"/> as JSON.</summary>
    public string Analysis { get; init; } = "";
    public string UploadedBy { get; init; } = "";
    public long UploadedAtMs { get; init; }

    /// <summary>When the retention rule took the bytes; null while they are there.</summary>
    public long? RemovedAtMs { get; init; }
}
