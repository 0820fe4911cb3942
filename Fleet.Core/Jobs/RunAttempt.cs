namespace Fleet.Core.Jobs;

/// <summary>One run as the count of copies sees it.</summary>
public sealed record RunAttempt(string RunId, int CopyNumber, int Attempt, string? RetryOf, RunState State, Outcome? Outcome)
{
    /// <summary>The copy was not made, and nobody gave it up.</summary>
    public bool NeedsRetry =>
        (Outcome == Jobs.Outcome.Bad && State != RunState.Cancelled)
        || (Outcome is null && State is RunState.Failed or RunState.Interrupted);
}
