namespace Fleet.Silo.Desk.Views;

/// <summary>Evidence as it was told. It has no score.</summary>
public sealed record EvidenceView
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Code { get; init; } = "";
    public string Version { get; init; } = "";
    public string Text { get; init; } = "";
    public string Link { get; init; } = "";
    public double? Hours { get; init; }
    public long? People { get; init; }
    public long? FirstTimers { get; init; }
    public long AtMs { get; init; }
    public string ByAccount { get; init; } = "";
}
