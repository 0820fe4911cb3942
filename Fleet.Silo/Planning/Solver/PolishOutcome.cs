using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning.Solver;

/// <param name="Plan">Never dearer than the one that came in.</param>
/// <param name="Better">How many of the solver's solutions were cheaper than everything before.</param>
public sealed record PolishOutcome(Plan Plan, SolverOutcome Solver, int Better);
