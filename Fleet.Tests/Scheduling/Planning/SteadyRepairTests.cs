using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class SteadyRepairTests
{
    [Fact]
    public void The_servers_repair_after_a_failure_keeps_promises_that_a_plain_one_breaks()
    {
        var kept = 0;
        for (var seed = 1; seed <= 6; seed++)
        {
            var down = Broken(seed);
            var promised = down.Runs.Select(run => new PlannedRun(run.Id, run.Promised!.MachineId, run.Promised.StartSlot, run.Promised.StartSlot + 1, run.Promised.StartSlot + 1, 0)).ToList();
            var plain = SteadyRepair.MovedShare(down, new Planner(down).Repair(promised));
            var servers = WorkshopPlan.Repair(Input(down));
            Assert.Empty(servers.Violations);
            var steady = SteadyRepair.MovedShare(down, servers.Plan);
            Assert.True(steady <= plain, $"seed {seed}: {steady:P1} moved where a plain repair moves {plain:P1}");
            kept += steady < plain ? 1 : 0;
        }
        Assert.True(kept > 0, "None of the failures would have moved a tenth of the promises.");
    }

    [Fact]
    public void An_earlier_start_breaks_no_promise_where_nobody_arranged_to_be_there()
    {
        var run = Workshop.Run("R", 8) with { Promised = new("P", 40) };
        var problem = Workshop.Of([Workshop.Printer("P")], [run]) with { Policy = PlanPolicy.Default with { MovedPerSlot = 0 } };
        Assert.Equal(1, SteadyRepair.MovedShare(problem, new Planner(problem).Build()));
        var free = problem with { Runs = [run with { MayComeEarlier = true }] };
        Assert.Equal(0, SteadyRepair.MovedShare(free, new Planner(free).Build()));
    }

    [Fact]
    public void Even_a_single_run_goes_to_the_machine_that_became_free_after_it_was_promised_another_one()
    {
        var busy = Workshop.Run("B", 8) with { Running = new("P", 0) };
        var run = Workshop.Run("R", 8) with { Promised = new("P", 8), MayComeEarlier = true };
        var planner = new Planner(Workshop.Of([Workshop.Printer("P"), Workshop.Printer("Q")], [busy, run]));
        Assert.Equal("P", planner.Repair([new("R", "P", 8, 9, 9, 0)]).Runs.First(place => place.RunId == "R").MachineId);
        Assert.Equal(("Q", 0), planner.Improve(new IterationBudget(100), 1).Runs.First(place => place.RunId == "R") is var place ? (place.MachineId, place.StartSlot) : default);
    }

    /// <summary>A workshop whose fullest machine has just broken, with everything promised as it was planned before.</summary>
    static PlanningProblem Broken(int seed)
    {
        var problem = FleetGenerator.Generate(120, 30, seed);
        var planner = new Planner(problem);
        planner.Build();
        var plan = planner.Improve(new IterationBudget(100), 1);
        var place = plan.Runs.ToDictionary(run => run.RunId);
        var fullest = plan.Runs.GroupBy(run => run.MachineId).MaxBy(group => group.Count())!.Key;
        return WhatIf.MachineDown(
            problem with { Runs = [.. problem.Runs.Select(run => run with { Promised = new(place[run.Id].MachineId, place[run.Id].StartSlot) })] }, fullest, new(0, 96));
    }

    static PlanInput Input(PlanningProblem problem) => new(problem, [], [],
        problem.Runs.ToDictionary(run => run.Id, run => new PlannedCopy(run.Id, 1, run.Id, RunId: run.Id)), [], new Dictionary<string, Core.Scheduling.MachineOffer>(), new Dictionary<string, Core.Scheduling.Power.HeatUpDraw>(), [], []);
}
