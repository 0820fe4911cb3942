using System.Collections.Concurrent;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Hosting;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Silo.Planning;

/// <summary>
/// Improves plans in the background: one at a time per process, giving way to everything else, and never the same problem twice. A small
/// plan that has rested since then is shown to CP-SAT once.
/// <code>
///   something new ──► ruin and recreate (a part of a second) ── nothing new at the next look ──► CP-SAT (seconds, in a process of its own)
/// </code>
/// </summary>
public sealed class PlanImprover(FleetOptions options) : IDisposable
{
    /// <summary>Fewer waiting runs have no secrets.</summary>
    const int FewestToPolish = 6;

    /// <summary>Search strategies and memory that a server gives away for it.</summary>
    const int PolishWorkers = 2, PolishMb = 600;

    /// <summary>One or two seconds of one core for a thousand runs; few runs have few orders.</summary>
    const int MostIterations = 1500, IterationsPerRun = 100;

    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What was thought about last, by the workshop that keeps the plan.</summary>
    readonly ConcurrentDictionary<string, int> _improved = new(), _polished = new();

    /// <returns>Null when there is nothing better, or nothing new to think about.</returns>
    /// <exception cref="OperationCanceledException">Something happened meanwhile.</exception>
    internal async Task<WorkshopPlan?> Improve(WorkshopPlan plan, CancellationToken cancel)
    {
        var signature = Signature(plan);
        // Even a single run: it was promised a place before another machine became free, and a repair keeps promises.
        var waiting = plan.Plan.Runs.Count(place => plan.Input.Copies[place.RunId].RunId is null);
        var planId = plan.Input.Workshops[0].Id;
        var isNew = signature != _improved.GetValueOrDefault(planId);
        var isRaw = signature != _polished.GetValueOrDefault(planId) && options.PolishSeconds > 0 && waiting is >= FewestToPolish and <= PlanPolish.MostRuns;
        if (waiting == 0 || (!isNew && !isRaw))
            return null;
        await _one.WaitAsync(cancel);
        try
        {
            var better = isNew ? await Recreated(plan, waiting, cancel) : await Polished(plan, cancel);
            if (!cancel.IsCancellationRequested)
            {
                var reached = better is null ? signature : Signature(better);
                _improved[planId] = reached;
                if (!isNew)
                    _polished[planId] = reached;
            }
            return better;
        }
        finally
        {
            _one.Release();
        }
    }

    static Task<WorkshopPlan?> Recreated(WorkshopPlan plan, int waiting, CancellationToken cancel) => Task.Factory.StartNew(() =>
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        return plan.Improve(new IterationBudget(Math.Min(MostIterations, IterationsPerRun * waiting)), cancel);
    }, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Whatever becomes of the solver, the plan stays.</summary>
    async Task<WorkshopPlan?> Polished(WorkshopPlan plan, CancellationToken cancel)
    {
        var outcome = await PlanPolish.Polish(plan.Input.Problem, plan.Plan, null,
            new() { Seconds = options.PolishSeconds, Workers = PolishWorkers, MemoryMb = PolishMb, GivesWay = true }, cancel);
        return plan.Instead(outcome.Plan);
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
