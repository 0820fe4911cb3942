namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// Unrelated parallel machines with set-ups that depend on sequence and machine (R | s_ijk | C_max, Vallada and Ruiz 2011): every job on
/// one machine, as early as possible the last of them finished. No set-up before a machine's first job. Whole units of time.
/// </summary>
public sealed class UnrelatedMachines
{
    readonly int[] _times, _setups;

    /// <param name="times">Processing time of job j on machine i at <c>i * jobs + j</c>.</param>
    /// <param name="setups">Set-up on machine i from job j to job k at <c>(i * jobs + j) * jobs + k</c>.</param>
    public UnrelatedMachines(int jobs, int machines, int[] times, int[] setups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(machines, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(times.Length, jobs * machines);
        ArgumentOutOfRangeException.ThrowIfNotEqual(setups.Length, jobs * jobs * machines);
        (Jobs, Machines, _times, _setups) = (jobs, machines, times, setups);
    }

    public int Jobs { get; }
    public int Machines { get; }

    public int Time(int machine, int job) => _times[machine * Jobs + job];

    public int Setup(int machine, int before, int after) => _setups[(machine * Jobs + before) * Jobs + after];

    /// <summary>When each machine has finished its sequence.</summary>
    public IReadOnlyList<long> Completions(IReadOnlyList<IReadOnlyList<int>> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var ends = new long[Machines];
        for (var i = 0; i < Machines; i++)
            for (var k = 0; k < sequences[i].Count; k++)
                ends[i] += Time(i, sequences[i][k]) + (k == 0 ? 0 : Setup(i, sequences[i][k - 1], sequences[i][k]));
        return ends;
    }

    /// <summary>
    /// No schedule is shorter: the longest job on its fastest machine, or all work and the least set-ups shared evenly, with one set-up
    /// less on each machine.
    /// </summary>
    public int Bound()
    {
        long work = 0, longest = 0;
        var spared = new long[Jobs];
        for (var j = 0; j < Jobs; j++)
        {
            long alone = long.MaxValue, behind = long.MaxValue;
            for (var i = 0; i < Machines; i++)
            {
                var least = int.MaxValue;
                for (var before = 0; before < Jobs; before++)
                    if (before != j)
                        least = Math.Min(least, Setup(i, before, j));
                alone = Math.Min(alone, Time(i, j));
                behind = Math.Min(behind, Time(i, j) + (Jobs > 1 ? (long)least : 0));
            }
            longest = Math.Max(longest, alone);
            work += behind;
            spared[j] = behind - alone;
        }
        work -= spared.OrderDescending().Take(Machines).Sum();
        return (int)Math.Max(longest, (work + Machines - 1) / Machines);
    }
}
