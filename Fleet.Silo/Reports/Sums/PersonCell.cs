namespace Fleet.Silo.Reports.Sums;

/// <summary>Somebody had a run in this group and span.</summary>
public sealed record PersonCell
{
    public string Span { get; init; } = "day";
    public long StartMs { get; init; }
    public string Dimension { get; init; } = "";
    public string Key { get; init; } = "";
    public string OwnerId { get; init; } = "";
}
