namespace Fleet.Silo.Desk.Views;

/// <summary>A published report.</summary>
public sealed record PublishedView
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string GroupBy { get; init; } = "";
    public long FromMs { get; init; }

    /// <summary>Not included.</summary>
    public long ToMs { get; init; }
    public long PublishedAtMs { get; init; }
    public string PublishedBy { get; init; } = "";
    public string Method { get; init; } = "";
    public long Seed { get; init; }
}
