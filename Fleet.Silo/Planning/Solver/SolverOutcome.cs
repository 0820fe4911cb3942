namespace Fleet.Silo.Planning.Solver;

/// <summary>What the solver's process brought.</summary>
/// <param name="Best">Null: no solution; <paramref name="Failure"/> says why.</param>
/// <param name="Processor">Of the whole process, until its last answer.</param>
/// <param name="PeakMb">Largest resident memory that was seen.</param>
public sealed record SolverOutcome(SolverAnswer? Best, TimeSpan Processor, long PeakMb, string? Failure);
