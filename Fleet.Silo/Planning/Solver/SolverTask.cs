using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Windows;

namespace Fleet.Silo.Planning.Solver;

/// <summary>What the solver's process is asked for: a job shop or a window of the plan, and how much it may take.</summary>
public sealed record SolverTask
{
    public FlexibleJobShop? JobShop { get; init; }
    public PlanWindow? Window { get; init; }

    /// <summary>By the clock on the wall; with <see cref="Work"/> an upper end all the same.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Deterministic units of CP-SAT instead of seconds: the same answer on every run. Null: by the clock.</summary>
    public double? Work { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Search strategies that take turns; more than processors is usual.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>Everything else on the computer goes first.</summary>
    public bool GivesWay { get; init; }

    /// <summary>The solver ends itself at this size, and is killed a little above it, MB.</summary>
    public int MemoryMb { get; init; } = 2000;
}
