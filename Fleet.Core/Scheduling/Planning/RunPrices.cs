namespace Fleet.Core.Scheduling.Planning;

/// <summary>What the policy makes of a run: its prices per slot and of each machine.</summary>
sealed class RunPrices
{
    /// <summary>So that the longest delay still fits into an int.</summary>
    const int HighestLate = 50_000;

    readonly PlanningProblem _problem;
    readonly Dictionary<string, int> _parts;
    readonly Dictionary<string, PlanWorkshop> _workshops;

    public RunPrices(PlanningProblem problem)
    {
        _problem = problem;
        _parts = problem.Runs.Where(run => run.Assembly is not null).GroupBy(run => run.Assembly!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        _workshops = problem.Workshops.ToDictionary(workshop => workshop.Id, StringComparer.Ordinal);
    }

    /// <summary>Per slot after the due time. The parts of an assembly share one weight, rounded up.</summary>
    public int Late(PlanRun run)
    {
        var price = Math.Min(HighestLate, _problem.Policy.LatePerSlot * run.Weight * (2 + Math.Clamp(run.FailedAttempts, 0, 10)) / 2);
        var parts = run.Assembly is { } assembly ? _parts[assembly] : 1;
        return (price + parts - 1) / parts;
    }

    /// <summary>Per slot between release and end.</summary>
    public int Wait(PlanRun run) => _problem.Policy.WaitPerSlot;

    /// <summary>What a slot of waiting costs more for somebody who used little lately.</summary>
    public int Fair(PlanRun run)
    {
        const int FairUsePermille = 1000, MostPermille = 2 * FairUsePermille;
        var usedPermille = run.Member is { } member && _problem.MemberUsePermille.TryGetValue(member, out var use) ? Math.Clamp(use, 0, MostPermille) : FairUsePermille;
        return _problem.Policy.WaitPerSlot * _problem.Policy.FairnessPermille * (MostPermille - usedPermille) / 1_000_000;
    }

    public int Choice(PlanRun run, PlanMachine machine) => Transport(run, machine) + MovedMachine(run, machine);

    public int Transport(PlanRun run, PlanMachine machine) =>
        run.Workshop is { } wanted && machine.Workshop is { } place && place != wanted && _workshops.TryGetValue(place, out var workshop)
            ? Math.Max(0, workshop.TransportCost.GetValueOrDefault(wanted)) : 0;

    /// <summary>For a promise to a person, who comes to that machine; the queue does not mind where it is served.</summary>
    public int MovedMachine(PlanRun run, PlanMachine machine) =>
        run.Promised is { } promised && !run.MayComeEarlier && promised.MachineId != machine.Id ? _problem.Policy.MovedMachine : 0;

    /// <summary>More than any place costs: as if it ended a whole horizon after the horizon.</summary>
    public long Unplaced(PlanRun run)
    {
        long end = 2L * _problem.HorizonSlots + run.Duration.MedianSlots;
        var late = run.DueSlot is { } due ? Math.Max(0, end - due) * Late(run) : 0;
        return 1000 + late + (end - run.ReleaseSlot) * (Wait(run) + Fair(run));
    }
}
