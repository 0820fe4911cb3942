namespace Fleet.Silo.Reports.Sums;

/// <summary>What a run belongs to: the keys of its sums.</summary>
public sealed record RunBelongs
{
    public string Id { get; init; } = "";
    public string MachineId { get; init; } = "";
    public string State { get; init; } = "";
    public string? Outcome { get; init; }
    public long Attempt { get; init; }
    public string? RetryOf { get; init; }
    public long? StartedAtMs { get; init; }
    public long? EndedAtMs { get; init; }
    public string Purpose { get; init; } = "";
    public string OwnerId { get; init; } = "";

    /// <summary>The material of which it used most, or null.</summary>
    public string? Material { get; set; }

    public string OutcomeWord => Outcome == "good" ? "good"
        : Outcome == "bad" || State is "failed" or "cancelled" or "interrupted" ? "lost"
        : "open";

    public IEnumerable<(string Dimension, string Key)> Keys() =>
    [
        ("machine", MachineId), ("purpose", Purpose), ("material", Material ?? GroupWords.NoMaterial), ("member", OwnerId),
    ];
}
