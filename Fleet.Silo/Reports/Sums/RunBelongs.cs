using Fleet.Silo.Reports.Sheets;

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

    /// <summary>What its owner says would have been without the part; null: not answered.</summary>
    public string? Displacement { get; init; }
    public string ForWorkshop { get; init; } = "";

    /// <summary>By what the hours of one machine are told apart, so that its overhead can be carried.</summary>
    IEnumerable<(string Dimension, string Key)> Shared => [("purpose", Purpose), ("material", Material ?? GroupWords.NoMaterial), ("member", OwnerId)];

    public IEnumerable<(string Dimension, string Key)> Keys() =>
    [
        ("machine", MachineId), ("purpose", Purpose), ("material", Material ?? GroupWords.NoMaterial), ("member", OwnerId), ("displacement", Displacement ?? GroupWords.NotAnswered),
        .. Shared.Select(shared => (FullView.Together(shared.Dimension), FullView.Key(MachineId, shared.Key))),
        .. ForWorkshop.Length > 0 ? new[] { ("forWorkshop", ForWorkshop) } : [],
    ];
}
