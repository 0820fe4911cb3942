using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Silo.Planning.Solver;

/// <summary>What the solver of a job shop begins with: the better of two local searches side by side, for a part of its time.</summary>
static class JobShopSearch
{
    /// <summary>Of the solver's seconds.</summary>
    const double Share = 0.4;

    /// <summary>Iterations of each search for one deterministic unit of the solver.</summary>
    const double IterationsPerWork = 2000;

    /// <summary>One search for each, see <see cref="ShopSearch"/>.</summary>
    static readonly int[] Thrifts = [0, 5];

    /// <returns>Operations in the order of the problem.</returns>
    public static IReadOnlyList<SolverStep> Run(FlexibleJobShop shop, SolverTask task)
    {
        var first = JobShopDispatcher.Dispatch(shop).Select(step => (step.Machine, step.Start)).ToList();
        var searches = Thrifts.Select(thrift => new ShopSearch(shop, first, task.Seed, thrift)).ToList();
        using var clock = new CancellationTokenSource();
        if (task.Work is null)
            clock.CancelAfter(TimeSpan.FromSeconds(task.Seconds * Share));
        ISearchBudget budget = task.Work is { } work ? new IterationBudget((long)(work * IterationsPerWork)) : new ProcessorBudget(task.Seconds * Share * Thrifts.Length, Environment.CpuUsage.TotalTime);
        Parallel.ForEach(searches, search => search.Improve(budget, shop.Bound(), clock.Token));
        return [.. searches.MinBy(search => search.Makespan)!.Schedule.Select(step => new SolverStep(step.Machine, step.Start, step.End))];
    }
}
