using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning;

/// <summary>
/// Improves plans in the background: one at a time per process, on a thread that gives way to everything else, and never the same
/// problem twice.
/// </summary>
public sealed class PlanImprover : IDisposable
{
    /// <summary>One or two seconds of one core for a thousand runs.</summary>
    const int Iterations = 1500;

    /// <summary>Fewer runs have no order that insertion does not find.</summary>
    const int FewestRuns = 3;

    readonly SemaphoreSlim _one = new(1, 1);
    int _last;

    /// <returns>Null when there is nothing better, or nothing new to think about.</returns>
    /// <exception cref="OperationCanceledException">Something happened meanwhile.</exception>
    internal async Task<WorkshopPlan?> Improve(WorkshopPlan plan, CancellationToken cancel)
    {
        var signature = Signature(plan);
        if (plan.Plan.Runs.Count < FewestRuns || signature == _last)
            return null;
        await _one.WaitAsync(cancel);
        try
        {
            var better = await Task.Factory.StartNew(() =>
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                return plan.Improve(new IterationBudget(Iterations), cancel);
            }, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (!cancel.IsCancellationRequested)
                _last = better is null ? signature : Signature(better);
            return better;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What the plan decides about, and what it decided.</summary>
    static int Signature(WorkshopPlan plan)
    {
        var hash = new HashCode();
        hash.Add(plan.Input.Problem.Policy);
        foreach (var place in plan.Plan.Runs)
            hash.Add(place with { StartSlot = 0, EndSlot = 0, PromiseSlot = 0 });
        foreach (var machine in plan.Input.Machines.Values)
            hash.Add((machine.MachineId, machine.State));
        return hash.ToHashCode();
    }
}
