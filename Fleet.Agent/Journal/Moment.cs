namespace Fleet.Agent.Journal;

/// <param name="Boot">Names one run of the operating system.</param>
/// <param name="WallMs">What the wall clock said, Unix milliseconds; may be wrong.</param>
public readonly record struct Moment(string Boot, long MonotonicUs, long WallMs);
