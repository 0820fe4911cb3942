namespace Fleet.Silo.Planning.Solver;

/// <param name="Machine">Its number in the problem.</param>
public readonly record struct SolverStep(int Machine, int Start, int End);
