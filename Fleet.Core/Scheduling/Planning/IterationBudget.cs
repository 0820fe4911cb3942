namespace Fleet.Core.Scheduling.Planning;

/// <summary>A number of iterations: with the same seed, the same plan to the last byte.</summary>
/// <param name="iterations">0 or less ends at once.</param>
public sealed class IterationBudget(long iterations) : ISearchBudget
{
    public int Progress(long iteration) => iteration >= iterations ? 65536 : (int)((iteration << 16) / iterations);
}
