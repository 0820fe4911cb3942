namespace Fleet.Silo.Storage.Rows;

public sealed record InductionRow
{
    public string Id { get; init; } = "";
    public string AccountId { get; init; } = "";

    /// <summary>As <c>machines: …: induction</c> in the workshop's rules names it, for instance <c>cnc</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How: the course, the date, who taught it.</summary>
    public string Earned { get; init; } = "";

    public string ByAccount { get; init; } = "";
    public long AtMs { get; init; }
}
