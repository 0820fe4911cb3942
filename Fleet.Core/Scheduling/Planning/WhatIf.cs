namespace Fleet.Core.Scheduling.Planning;

/// <summary>Changes of a problem that have a name in the workshop. Pure: the problem that comes in stays as it is.</summary>
public static class WhatIf
{
    /// <summary>A machine is not to be had for a time. What runs on it when that begins now has failed, and is queued again.</summary>
    public static PlanningProblem MachineDown(PlanningProblem problem, string machineId, SlotSpan closed)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with
        {
            Machines = [.. problem.Machines.Select(machine => machine.Id == machineId ? machine with { Closed = [.. machine.Closed, closed] } : machine)],
            Runs = [.. problem.Runs.Select(run => closed.From <= 0 && run.Running?.MachineId == machineId ? run with { Running = null, FailedAttempts = run.FailedAttempts + 1 } : run)],
        };
    }

    /// <summary>Somebody is not there for a time. Whoever is named in no workshop changes nothing.</summary>
    public static PlanningProblem PersonAway(PlanningProblem problem, string personId, SlotSpan away)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with
        {
            Workshops = [.. problem.Workshops.Select(workshop => workshop with
            {
                People = [.. workshop.People.Select(person => person.Id == personId ? person with { Present = [.. person.Present.SelectMany(span => Without(span, away))] } : person)],
            })],
        };
    }

    /// <summary>We wait for wind and sun: carbon weighs that many times as much, and waiting for it is worth more.</summary>
    /// <param name="times">From 2; ten times lets all but urgent runs wait for clean hours.</param>
    public static PlanningProblem WaitForWind(PlanningProblem problem, int times)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with { Policy = problem.Policy with { CarbonPermillePerG = problem.Policy.CarbonPermillePerG * Math.Clamp(times, 1, 100) } };
    }

    /// <summary>A run is withdrawn.</summary>
    public static PlanningProblem Without(PlanningProblem problem, string runId)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with { Runs = [.. problem.Runs.Where(run => run.Id != runId)] };
    }

    static IEnumerable<SlotSpan> Without(SlotSpan span, SlotSpan cut)
    {
        if (cut.To <= span.From || cut.From >= span.To)
            return [span];
        return new[] { new SlotSpan(span.From, Math.Min(span.To, cut.From)), new SlotSpan(Math.Max(span.From, cut.To), span.To) }.Where(part => part.To > part.From);
    }
}
