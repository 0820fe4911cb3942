namespace Fleet.Core.Jobs;

/// <summary>What a job's copies are to have in common.</summary>
public enum KeepTogether
{
    /// <summary>Nothing: they may be made anywhere.</summary>
    Free,

    /// <summary>The machine: same surface, same accuracy. The first copy that begins decides which.</summary>
    Machine,

    /// <summary>The lot: one spool, wherever it is loaded. The first copy that begins decides which.</summary>
    Lot,
}
