namespace Fleet.Core.Scheduling.Planning;

/// <summary>How long a search may go on. Asked every few iterations, so it may read a clock.</summary>
public interface ISearchBudget
{
    /// <summary>From 0 at the beginning to 65536, at which the search ends.</summary>
    /// <param name="iteration">Iterations done.</param>
    int Progress(long iteration);
}
