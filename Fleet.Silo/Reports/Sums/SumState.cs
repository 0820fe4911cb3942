namespace Fleet.Silo.Reports.Sums;

/// <summary>How far the ledger was looked through.</summary>
public sealed record SumState
{
    public string Zone { get; init; } = "";
    public long Method { get; init; }

    /// <summary>Days before are summed, or named as still to be summed. Unix ms.</summary>
    public long SummedToMs { get; init; }

    /// <summary>What was written before was looked at. Unix ms.</summary>
    public long SeenToMs { get; init; }
}
