namespace Fleet.Silo.Planning.Solver;

/// <summary>A solution, or the end of the search.</summary>
/// <param name="Objective">Null: none was found.</param>
/// <param name="Bound">No solution can be below it.</param>
/// <param name="Steps">The operations of a job shop, job by job, or the runs of a window.</param>
/// <param name="Proven">The objective is the best there is.</param>
/// <param name="Last">Nothing follows.</param>
/// <param name="CpuSeconds">Processor time of the solver's process until now.</param>
public sealed record SolverAnswer(long? Objective, long Bound, IReadOnlyList<SolverStep> Steps, bool Proven, bool Last, double CpuSeconds);
