using System.Collections.Concurrent;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning;

/// <summary>
/// Improves plans in the background: one at a time per process, on a thread that gives way to everything else, and never the same
/// problem twice.
/// </summary>
public sealed class PlanImprover : IDisposable
{
    /// <summary>One or two seconds of one core for a thousand runs; few runs have few orders.</summary>
    const int MostIterations = 1500, IterationsPerRun = 100;

    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>By the workshop that keeps the plan.</summary>
    readonly ConcurrentDictionary<string, int> _last = new();

    /// <returns>Null when there is nothing better, or nothing new to think about.</returns>
    /// <exception cref="OperationCanceledException">Something happened meanwhile.</exception>
    internal async Task<WorkshopPlan?> Improve(WorkshopPlan plan, CancellationToken cancel)
    {
        var signature = Signature(plan);
        // Even a single run: it was promised a place before another machine became free, and a repair keeps promises.
        var waiting = plan.Plan.Runs.Count(place => plan.Input.Copies[place.RunId].RunId is null);
        if (waiting == 0 || signature == _last.GetValueOrDefault(plan.Input.Workshops[0].Id))
            return null;
        await _one.WaitAsync(cancel);
        try
        {
            var better = await Task.Factory.StartNew(() =>
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                return plan.Improve(new IterationBudget(Math.Min(MostIterations, IterationsPerRun * waiting)), cancel);
            }, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (!cancel.IsCancellationRequested)
                _last[plan.Input.Workshops[0].Id] = better is null ? signature : Signature(better);
            return better;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What the plan decides about, and what it decided. A new slot is a new question: prices and hours have moved on.</summary>
    static int Signature(WorkshopPlan plan)
    {
        var hash = new HashCode();
        hash.Add(plan.Input.Problem.StartsAtMs);
        foreach (var workshop in plan.Input.Workshops)
            hash.Add((workshop.Id, workshop.Yaml));
        foreach (var run in plan.Input.Problem.Runs)
            hash.Add((run.Id, run.DueSlot, run.Weight, run.Refused.Count, run.Pin));
        foreach (var place in plan.Plan.Runs)
            hash.Add(place with { StartSlot = 0, EndSlot = 0, PromiseSlot = 0 });
        foreach (var machine in plan.Input.Machines.Values)
        {
            hash.Add((machine.MachineId, machine.State));
            foreach (var lot in machine.Loaded)
                hash.Add(lot.LotId);
        }
        return hash.ToHashCode();
    }
}
