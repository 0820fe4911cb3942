namespace Fleet.Silo.Desk.Views;

/// <summary>One form of a published report.</summary>
public sealed record PublishedFileView
{
    public string Name { get; init; } = "";
    public string MediaType { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public long SizeBytes { get; init; }
}
