namespace Fleet.Core.Scheduling.Makespan;

/// <summary>Every job's machines, the fastest first, and a draw among them that prefers the fast ones.</summary>
sealed class FastMachines
{
    const int Draws = 4096;

    readonly int[] _ranked;
    readonly int[] _rankOf = new int[Draws];
    readonly int _machines;

    public FastMachines(UnrelatedMachines problem)
    {
        _machines = problem.Machines;
        _ranked = new int[problem.Jobs * _machines];
        for (var j = 0; j < problem.Jobs; j++)
        {
            for (var i = 0; i < _machines; i++)
                _ranked[j * _machines + i] = i;
            MemoryExtensions.Sort(_ranked.AsSpan(j * _machines, _machines), (left, right) =>
                problem.Time(left, j) != problem.Time(right, j) ? problem.Time(left, j).CompareTo(problem.Time(right, j)) : left.CompareTo(right));
        }
        // The square of a uniform number: a quarter of the draws falls on the fastest sixteenth.
        for (long i = 0; i < Draws; i++)
            _rankOf[i] = (int)(_machines * (2 * i + 1) * (2 * i + 1) / (4L * Draws * Draws));
    }

    /// <summary>The machine of a rank, 0 the fastest.</summary>
    public int Of(int job, int rank) => _ranked[job * _machines + rank];

    public int Sample(int job, ref Planning.SearchRandom random) => Of(job, _rankOf[random.Bits() >> 20]);
}
