namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The problem as flat arrays: what the engine computes with. Runs and machines are numbers, an unfit pair has duration 0. Built once
/// by <see cref="ModelBuilder"/> and not changed afterwards.
/// </summary>
sealed class PlanModel
{
    public required PlanningProblem Problem { get; init; }

    /// <summary>Runs, machines and slots.</summary>
    public required int R { get; init; }
    public required int M { get; init; }
    public required int T { get; init; }

    /// <summary>Median slots of run r on machine m at <c>r * M + m</c>; 0: does not fit.</summary>
    public required int[] Duration { get; init; }

    /// <summary>Slots that must be free of closing times: P80, or P95 when a person stays with the machine. Circuits are asked for the median.</summary>
    public required int[] Fit { get; init; }

    /// <summary>Price of choosing this machine: transport and the change of a promised machine.</summary>
    public required int[] Choice { get; init; }

    /// <summary>The machines that a run fits, ascending.</summary>
    public required int[][] Eligible { get; init; }

    public required int[] Release { get; init; }

    /// <summary><see cref="NoDue"/> when nobody waits for an hour.</summary>
    public required int[] Due { get; init; }
    public required int[] LatePrice { get; init; }
    public required int[] WaitPrice { get; init; }
    public required int[] FairPrice { get; init; }

    /// <summary>Promised start, or -1.</summary>
    public required int[] Promised { get; init; }

    /// <summary>Slots by which a start breaks the promise that was made of it; only asked of runs with a promise.</summary>
    public int Shift(int run, int start) => MayComeEarlier[run] ? Math.Max(0, start - Promised[run]) : Math.Abs(start - Promised[run]);

    /// <summary>Only a start behind the promised one breaks the promise.</summary>
    public required bool[] MayComeEarlier { get; init; }

    /// <summary>Start that a person fixed, or -1.</summary>
    public required int[] PinnedStart { get; init; }

    /// <summary>What having no place costs.</summary>
    public required long[] UnplacedPrice { get; init; }

    /// <summary>Runs that can be placed: not running, and fit for at least one machine.</summary>
    public required bool[] Placeable { get; init; }

    /// <summary>Runs in the same stay-together group, the run itself left out; shared empty array when alone.</summary>
    public required int[][] Companions { get; init; }

    /// <summary>Value of attribute kind k of run r at <c>r * Kinds + k</c>; 0: does not matter.</summary>
    public required int[] Values { get; init; }
    public required int Kinds { get; init; }

    public required LaneModel[] Lanes { get; init; }
    public required int[] CircuitCapW { get; init; }

    /// <summary>Machines that can be served at once, per workshop and slot; null where that is no limit.</summary>
    public required int[]?[] Hands { get; init; }

    public required IReadOnlyList<Impossible> Impossible { get; init; }

    public const int NoDue = int.MaxValue / 2;

    public int SetupSlots(LaneModel lane, int before, int run)
    {
        var slots = before >= 0 || lane.BedFull ? lane.ClearSlots : 0;
        foreach (var rule in lane.Setups)
            if (Differs(lane, before, run, rule.Kind))
                slots += rule.Slots;
        return slots;
    }

    public int SetupCost(LaneModel lane, int before, int run)
    {
        var cost = 0;
        foreach (var rule in lane.Setups)
            if (Differs(lane, before, run, rule.Kind))
                cost += rule.Cost;
        return cost;
    }

    bool Differs(LaneModel lane, int before, int run, int kind)
    {
        var have = before < 0 ? lane.Loaded[kind] : Values[before * Kinds + kind];
        var want = Values[run * Kinds + kind];
        return have != 0 && want != 0 && have != want;
    }
}
