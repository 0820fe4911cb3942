using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>
/// The published plan of one workshop, or of those that plan together: repaired on every event, improved while nothing happens, checked each time by somebody who knows
/// nothing of the engine. Its promises are in the database, so that a restart begins where it was.
/// <code>
///   event ──► SteadyRepair (ms) ──► check ──► publish ──► start what is due
///                                          └──► Improve in the background ──► check ──► publish, unless something happened
/// </code>
/// </summary>
sealed class WorkshopPlan(PlanInput input, Plan plan, IReadOnlyList<string> violations)
{
    /// <summary>Sentences with their reasons cost milliseconds each; the jobs far behind get their time alone.</summary>
    const int MostReasons = 40;

    // Copies are alike: whichever the plan puts first speaks for its job.
    readonly ILookup<string, string> _waiting = Waiting(input, plan);

    public PlanInput Input => input;

    public Plan Plan => plan;

    /// <summary>What the independent checker found; empty in a plan that is kept.</summary>
    public IReadOnlyList<string> Violations => violations;

    /// <summary>Takes over what was promised as far as it holds, and places the rest.</summary>
    public static WorkshopPlan Repair(PlanInput input, CancellationToken cancel = default)
    {
        var promised = input.Problem.Runs.Where(run => run.Promised is not null)
            .Select(run => new PlannedRun(run.Id, run.Promised!.MachineId, run.Promised.StartSlot, run.Promised.StartSlot + 1, run.Promised.StartSlot + 1, 0)).ToList();
        var repaired = Checked(input, SteadyRepair.Of(input.Problem, promised, cancel));
        // A wrong plan is never published: the dispatcher's simple one takes its place, and the finding is told.
        return repaired.Violations.Count == 0 ? repaired : new(input, Planner.Dispatch(input.Problem), repaired.Violations);
    }

    /// <summary>Null when nothing better was found.</summary>
    public WorkshopPlan? Improve(ISearchBudget budget, CancellationToken cancel)
    {
        var planner = new Planner(input.Problem);
        planner.Repair(plan.Runs, cancel);
        return Instead(planner.Improve(budget, seed: 1, cancel: cancel));
    }

    /// <summary>Another plan of the same problem in its place; null when it is not cheaper, or wrong.</summary>
    public WorkshopPlan? Instead(Plan other)
    {
        var better = Checked(input, other);
        return better.Violations.Count == 0 && better.Plan.Cost.Total < plan.Cost.Total ? better : null;
    }

    /// <summary>The first waiting copy of each machine, if it is due: to be started as soon as the machine's conditions are met.</summary>
    public IReadOnlyList<(PlannedCopy Copy, string MachineId)> Due() =>
        [.. plan.Runs.Where(place => input.Copies.TryGetValue(place.RunId, out var copy) && copy.RunId is null)
            .GroupBy(place => place.MachineId).Select(group => group.MinBy(place => place.StartSlot)!)
            .Where(place => place.StartSlot <= 0 && input.Active.All(active => active.MachineId != place.MachineId))
            .Select(place => (input.Copies[place.RunId], place.MachineId))];

    public IReadOnlyList<PlanPlaceRow> Rows(string planId) =>
        [.. plan.Runs.Where(place => input.Copies.TryGetValue(place.RunId, out var copy) && copy.RunId is null)
            .Select(place => (input.Copies[place.RunId], place)).Select(pair => new PlanPlaceRow
            {
                JobId = pair.Item1.JobId, Copy = pair.Item1.Number, WorkshopId = planId, MachineId = pair.place.MachineId,
                FromMs = input.At(pair.place.StartSlot).ToUnixTimeMilliseconds(), ToMs = input.At(pair.place.EndSlot).ToUnixTimeMilliseconds(),
                PromisedMs = input.At(pair.place.PromiseSlot).ToUnixTimeMilliseconds(),
            })];

    /// <summary>One sentence for each job that waits: what is in its way, who resolves it, and where and when it is planned.</summary>
    public IReadOnlyDictionary<string, string> Notes(IReadOnlyDictionary<string, string> refused)
    {
        var notes = new Dictionary<string, string>();
        var now = Dispatch.Decide(input.Jobs, [.. input.Machines.Values], input.Problem.StartsAtMs).Waiting;
        var impossible = plan.Impossible.Where(item => item is { RunId: not null, Placed: false }).ToLookup(item => item.RunId!, item => item.Sentence);
        var places = plan.Runs.ToDictionary(place => place.RunId, StringComparer.Ordinal);
        WhyNot? why = null;
        foreach (var job in input.Jobs)
        {
            var key = FirstOf(job.JobId) ?? "";
            if (refused.TryGetValue(job.JobId, out var refusal))
                notes[job.JobId] = refusal;
            else if (!places.TryGetValue(key, out var place))
                notes[job.JobId] = now.GetValueOrDefault(job.JobId) ?? impossible[key].FirstOrDefault() ?? "Many jobs come before it; it is planned when they are fewer.";
            else if (place.StartSlot <= 0)
                notes[job.JobId] = now.GetValueOrDefault(job.JobId) ?? $"{Name(place.MachineId)} is about to take it.";
            else
            {
                var sentence = now.TryGetValue(job.JobId, out var waits) ? waits
                    : notes.Count < MostReasons ? (why ??= new(input.Problem, plan)).Binding(key).Sentence : "";
                notes[job.JobId] = $"{sentence} Planned: {Name(place.MachineId)}, {input.Spoken(place.StartSlot)}.".TrimStart();
            }
        }
        return notes;
    }

    /// <summary>The copy of a job that is planned first, or its first one when none has a place. Null when none waits.</summary>
    public string? FirstOf(string jobId) => _waiting[jobId].FirstOrDefault();

    /// <summary>Its waiting copies, in the order of their starts.</summary>
    public IReadOnlyList<string> CopiesOf(string jobId) => [.. _waiting[jobId]];

    public string Name(string machineId) => input.Machines.TryGetValue(machineId, out var machine) ? machine.Name : machineId;

    static ILookup<string, string> Waiting(PlanInput input, Plan plan)
    {
        var starts = plan.Runs.ToDictionary(place => place.RunId, place => place.StartSlot, StringComparer.Ordinal);
        return input.Copies.Where(pair => pair.Value.RunId is null).OrderBy(pair => starts.GetValueOrDefault(pair.Key, int.MaxValue)).ThenBy(pair => pair.Value.Number)
            .ToLookup(pair => pair.Value.JobId, pair => pair.Key);
    }

    static WorkshopPlan Checked(PlanInput input, Plan plan)
    {
        var arranged = FirstComeFirstServed.Arrange(input, plan);
        return new(input, arranged, PlanChecker.Check(input.Problem, arranged));
    }
}
