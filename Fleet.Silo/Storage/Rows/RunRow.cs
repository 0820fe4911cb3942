namespace Fleet.Silo.Storage.Rows;

public sealed record RunRow
{
    public string Id { get; init; } = "";
    public string JobId { get; init; } = "";
    public string MachineId { get; init; } = "";
    public long CopyNumber { get; init; }
    public long Attempt { get; init; }
    public string? RetryOf { get; init; }
    public string State { get; init; } = "";
    public string? Phase { get; init; }
    public double Progress { get; init; }
    public long Line { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>What was loaded when it began; null when nobody recorded it.</summary>
    public string? LotId { get; init; }
    public string Colour { get; init; } = "";
    public long CreatedAtMs { get; init; }
    public long? StartedAtMs { get; init; }
    public long? EndedAtMs { get; init; }
    public string? Outcome { get; init; }
    public string? OutcomeBy { get; init; }
    public long? OutcomeAtMs { get; init; }
    public string OutcomeNote { get; init; } = "";

    public RunState StateWord => Word.Known<RunState>(State);

    public RunAttempt ToAttempt() =>
        new(Id, (int)CopyNumber, (int)Attempt, RetryOf, StateWord, Word.Read<Outcome>(Outcome));
}
