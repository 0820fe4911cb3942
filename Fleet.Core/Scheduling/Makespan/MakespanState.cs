using System.Runtime.CompilerServices;

namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// The sequences of all machines as rings of links, each through its machine's mark, so that taking out and putting in cost a few look-ups:
/// <code>
///   mark of M2 ──► job 7 ──► job 3 ──► job 11 ──► mark of M2
/// </code>
/// Jobs are nodes 0 to n-1, the mark of machine i is node n+i. A set-up from or to a mark takes no time.
/// </summary>
sealed class MakespanState
{
    readonly int _jobs, _width;
    readonly int[] _times, _setups, _next, _previous;

    public MakespanState(UnrelatedMachines problem)
    {
        (_jobs, Machines, _width) = (problem.Jobs, problem.Machines, problem.Jobs + 1);
        _times = new int[Machines * _jobs];
        // Row and column n stand for the mark: no branch is needed at the ends of a sequence.
        _setups = new int[Machines * _width * _width];
        _next = new int[_jobs + Machines];
        _previous = new int[_jobs + Machines];
        MachineOf = new int[_jobs];
        Array.Fill(MachineOf, -1);
        Loads = new int[Machines];
        for (var i = 0; i < Machines; i++)
        {
            _next[_jobs + i] = _previous[_jobs + i] = _jobs + i;
            for (var j = 0; j < _jobs; j++)
            {
                _times[i * _jobs + j] = problem.Time(i, j);
                for (var k = 0; k < _jobs; k++)
                    _setups[(i * _width + j) * _width + k] = problem.Setup(i, j, k);
            }
        }
    }

    public int Jobs => _jobs;
    public int Machines { get; }

    /// <summary>When each machine is finished.</summary>
    public int[] Loads { get; }

    /// <summary>The machine of each job; -1 while it is out.</summary>
    public int[] MachineOf { get; }

    public int Mark(int machine) => _jobs + machine;

    public int Next(int node) => _next[node];

    public int Previous(int node) => _previous[node];

    public int Time(int machine, int job) => _times[machine * _jobs + job];

    public int Makespan
    {
        get
        {
            var most = 0;
            foreach (var load in Loads)
                most = Math.Max(most, load);
            return most;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Setup(int machine, int before, int after) =>
        _setups[(machine * _width + Math.Min(before, _jobs)) * _width + Math.Min(after, _jobs)];

    /// <summary>What the machine needs more when the job goes directly behind a node of its ring.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Added(int machine, int behind, int job)
    {
        var after = _next[behind];
        return Setup(machine, behind, job) + Setup(machine, job, after) - Setup(machine, behind, after) + _times[machine * _jobs + job];
    }

    /// <summary>The place where the machine needs least more for a job that is out.</summary>
    public int Cheapest(int machine, int job, out int added)
    {
        var mark = _jobs + machine;
        var best = mark;
        added = int.MaxValue;
        var node = mark;
        do
        {
            var more = Added(machine, node, job);
            if (more < added)
                (added, best) = (more, node);
            node = _next[node];
        }
        while (node != mark);
        return best;
    }

    /// <summary>What the machine needs less (negative) without the job.</summary>
    public int Saved(int job)
    {
        int machine = MachineOf[job], before = _previous[job], after = _next[job];
        return Setup(machine, before, after) - Setup(machine, before, job) - Setup(machine, job, after) - _times[machine * _jobs + job];
    }

    /// <summary>What a machine needs more when another job takes the very place of this one.</summary>
    public int Exchanged(int job, int other)
    {
        int machine = MachineOf[job], before = _previous[job], after = _next[job];
        return Setup(machine, before, other) + Setup(machine, other, after) + _times[machine * _jobs + other]
            - Setup(machine, before, job) - Setup(machine, job, after) - _times[machine * _jobs + job];
    }

    /// <summary>Takes a job out of its ring; its load becomes less by <paramref name="saved"/>, a negative number.</summary>
    public void TakeOut(int job, int saved)
    {
        int before = _previous[job], after = _next[job];
        _next[before] = after;
        _previous[after] = before;
        Loads[MachineOf[job]] += saved;
        MachineOf[job] = -1;
    }

    public void PutIn(int job, int machine, int behind, int added)
    {
        var after = _next[behind];
        _next[behind] = job;
        _previous[job] = behind;
        _next[job] = after;
        _previous[after] = job;
        MachineOf[job] = machine;
        Loads[machine] += added;
    }

    /// <summary>Two jobs on different machines change places.</summary>
    public void Exchange(int job, int other, int addedHere, int addedThere)
    {
        int here = MachineOf[job], there = MachineOf[other], behindHere = _previous[job], behindThere = _previous[other];
        TakeOut(job, 0);
        TakeOut(other, 0);
        PutIn(other, here, behindHere, addedHere);
        PutIn(job, there, behindThere, addedThere);
    }

    /// <summary>The links, for <see cref="Sequences"/>.</summary>
    public void CopyTo(int[] links) => _next.CopyTo(links, 0);

    /// <summary>Every machine's jobs in their order.</summary>
    public static List<int>[] Sequences(int jobs, int[] links)
    {
        var sequences = new List<int>[links.Length - jobs];
        for (var i = 0; i < sequences.Length; i++)
        {
            sequences[i] = [];
            for (var node = links[jobs + i]; node < jobs; node = links[node])
                sequences[i].Add(node);
        }
        return sequences;
    }
}
