namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The exact timing of one machine's sequence. Both tables hold a row for every position and a column for every slot:
/// <code>
///   Before[i][t]  least cost of the first i runs when the machine is free again at t
///   After[i][t]   least cost of run i and all behind it when run i starts at t or later (its own set-up's price not included)
/// </code>
/// So the best start times under any prices that change with time are one forward pass, and a run between two others is priced by one
/// look along the slots.
/// </summary>
/// <param name="usualRuns">Runs that a machine has on average: so the table seldom grows, and leaves little to be collected.</param>
sealed class LaneTable(int slots, int usualRuns)
{
    /// <summary>No feasible way. Three of them still fit into an int.</summary>
    public const int Never = 1 << 29;

    readonly int _width = slots + 1;
    int[] _before = [];
    int[] _after = [];

    /// <summary>The state of the circuits and hands for which it was built; see <see cref="PlanState"/>.</summary>
    public long Stamp { get; set; } = -1;

    /// <summary>The rows of <see cref="After"/> belong to the sequence; see <see cref="LaneTiming.Behind"/>.</summary>
    public bool Behind { get; set; }

    /// <summary>First column of a row of <see cref="Before"/> that is not <see cref="Never"/>; the width when there is none.</summary>
    public int[] FirstBefore { get; private set; } = [];

    /// <summary>Last column of a row of <see cref="After"/> that is not <see cref="Never"/>; -1 when there is none.</summary>
    public int[] LastAfter { get; private set; } = [];

    /// <summary>
    /// Slots that the machine may draw from here on before a circuit is full; -1 where it must not start. As long as the plan draws, which is
    /// the median: asked for longer, a sequence could no longer be timed as soon as somebody else takes the slots behind one of its runs.
    /// </summary>
    public int[] Room { get; } = new int[slots];

    /// <summary>Slots of a person's work that fit directly before a start here; -1 when nobody is free.</summary>
    public int[] Hands { get; } = new int[slots];

    public Span<int> Before(int row) => _before.AsSpan(row * _width, _width);

    public Span<int> After(int row) => _after.AsSpan(row * _width, _width);

    /// <summary>Room for a sequence of that many runs.</summary>
    public void Reserve(int runs)
    {
        var rows = runs + 2;
        if (FirstBefore.Length >= rows)
            return;
        rows = Math.Max(rows + rows / 4 + 2, usualRuns + usualRuns / 4 + 4);
        Array.Resize(ref _before, rows * _width);
        Array.Resize(ref _after, rows * _width);
        var (first, last) = (FirstBefore, LastAfter);
        Array.Resize(ref first, rows);
        Array.Resize(ref last, rows);
        (FirstBefore, LastAfter) = (first, last);
    }
}
