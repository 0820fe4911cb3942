using Fleet.Core.Scheduling.Makespan;

namespace Fleet.Silo.Planning.Solver;

/// <summary>A first schedule for the solver: always the job with most work left, on the machine that has its next operation done first.</summary>
static class JobShopDispatcher
{
    /// <summary>Operations in the order of the problem.</summary>
    public static IReadOnlyList<SolverStep> Dispatch(FlexibleJobShop shop)
    {
        var steps = shop.Jobs.Select(operations => new SolverStep[operations.Count]).ToList();
        var free = new int[shop.Machines];
        var ready = new int[shop.Jobs.Count];
        var next = new int[shop.Jobs.Count];
        var left = shop.Jobs.Select(operations => operations.Sum(operation => operation.Choices.Min(choice => choice.Time))).ToArray();
        for (var remaining = shop.Jobs.Sum(operations => operations.Count); remaining > 0; remaining--)
        {
            // The earliest possible end of a next operation decides who may begin before it; among those the most work left.
            var (best, bestStart, bestEnd, bestMachine) = (-1, int.MaxValue, 0, 0);
            for (var job = 0; job < shop.Jobs.Count; job++)
            {
                if (next[job] == shop.Jobs[job].Count)
                    continue;
                var (end, start, machine) = shop.Jobs[job][next[job]].Choices
                    .Select(choice => (End: Math.Max(ready[job], free[choice.Machine]) + choice.Time, Start: Math.Max(ready[job], free[choice.Machine]), choice.Machine)).Min();
                if (start < bestStart || (start == bestStart && left[job] > left[best]))
                    (best, bestStart, bestEnd, bestMachine) = (job, start, end, machine);
            }
            steps[best][next[best]] = new(bestMachine, bestStart, bestEnd);
            left[best] -= shop.Jobs[best][next[best]].Choices.Min(choice => choice.Time);
            next[best]++;
            free[bestMachine] = ready[best] = bestEnd;
        }
        return [.. steps.SelectMany(step => step)];
    }
}
