namespace Fleet.Core.Jobs;

/// <summary>Counts a job's copies from its runs: what is made, what is open, what must still start, and where the job stands.</summary>
public sealed record JobTally
{
    /// <summary>Failed, interrupted or bad attempts at one copy before a person must decide.</summary>
    public const int MostAttempts = 3;

    public required int Copies { get; init; }
    public int Good { get; init; }

    /// <summary>Copies that somebody cancelled; they are not made again.</summary>
    public int Dropped { get; init; }

    /// <summary>On a machine or on the way to one.</summary>
    public int Active { get; init; }

    /// <summary>Finished, and nobody has said good or bad.</summary>
    public int Unjudged { get; init; }

    /// <summary>The attempts that need another one, newest first.</summary>
    public IReadOnlyList<RunAttempt> ToRetry { get; init; } = [];

    /// <summary>A copy has used up its attempts.</summary>
    public bool Exhausted { get; init; }

    /// <summary>Copies that should start as soon as a machine is free, retries included.</summary>
    public int ToStart => Exhausted ? 0 : Math.Max(0, Copies - Good - Dropped - Active - Unjudged);

    public JobState State =>
        Active > 0 ? JobState.Running
        : Exhausted ? JobState.Held
        : ToStart > 0 ? JobState.Queued
        : Unjudged > 0 ? JobState.Waiting
        : Good > 0 ? JobState.Done
        : JobState.Cancelled;

    public static JobTally Of(int copies, IReadOnlyCollection<RunAttempt> runs)
    {
        var retried = runs.Select(run => run.RetryOf).ToHashSet();
        var toRetry = runs.Where(run => run.NeedsRetry && !retried.Contains(run.RunId)).OrderByDescending(run => run.Attempt).ToList();
        return new JobTally
        {
            Copies = copies,
            Good = runs.Count(run => run.Outcome == Outcome.Good),
            Dropped = runs.Count(run => run.State == RunState.Cancelled && run.Outcome != Outcome.Good),
            Active = runs.Count(run => run.State.IsOpen()),
            Unjudged = runs.Count(run => run.State == RunState.Finished && run.Outcome is null),
            ToRetry = toRetry,
            Exhausted = toRetry.Exists(run => run.Attempt >= MostAttempts),
        };
    }
}
