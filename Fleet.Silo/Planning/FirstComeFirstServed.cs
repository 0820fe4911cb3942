using System.Runtime.CompilerServices;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning;

/// <summary>
/// Runs that differ in nothing but their name cost the same in any order; people expect that whoever queued first is served first.
/// Swaps names, never places.
/// </summary>
static class FirstComeFirstServed
{
    public static Plan Arrange(PlanInput input, Plan plan)
    {
        var order = input.Jobs.Select((job, at) => (job.JobId, at)).ToDictionary(pair => pair.JobId, pair => pair.at);
        var runs = input.Problem.Runs.ToDictionary(run => run.Id, StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var alike in plan.Runs.Where(place => input.Copies[place.RunId].RunId is null).GroupBy(place => Kind(runs[place.RunId])))
        {
            var places = alike.OrderBy(place => place.StartSlot).ThenBy(place => place.MachineId, StringComparer.Ordinal).ToList();
            var copies = alike.Select(place => input.Copies[place.RunId]).OrderBy(copy => order.GetValueOrDefault(copy.JobId, int.MaxValue)).ThenBy(copy => copy.Number).ToList();
            for (var i = 0; i < places.Count; i++)
                names[places[i].RunId] = PlannedCopy.Key(copies[i].JobId, copies[i].Number);
        }
        if (names.All(pair => pair.Key == pair.Value))
            return plan;
        var arranged = plan with { Runs = [.. plan.Runs.Select(place => place with { RunId = names.GetValueOrDefault(place.RunId, place.RunId) })] };
        return arranged with { Cost = PlanPricer.Price(input.Problem, arranged) };
    }

    /// <summary>Copies of one program share what was judged of it, so that comparing references is enough.</summary>
    static (string?, string?, RunDuration, int, int, int, int?, int, int, RunPin?) Kind(PlanRun run) =>
        (run.Member, run.Workshop, run.Duration, RuntimeHelpers.GetHashCode(run.Refused), RuntimeHelpers.GetHashCode(run.DurationOn), run.Weight, run.DueSlot, run.ReleaseSlot,
            run.FailedAttempts, run.Pin ?? (run.Needs.Count > 0 ? new RunPin(run.Needs[0], null) : null));
}
