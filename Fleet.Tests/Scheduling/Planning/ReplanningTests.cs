using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

/// <summary>A workshop to which things happen, and a plan that is repaired after each of them and checked by somebody else.</summary>
public sealed class ReplanningTests
{
    [Fact]
    public void Random_events_never_break_a_rule() => Live(1500, seed: 1);

    [Fact, Trait("Length", "Long")]
    public void A_hundred_thousand_random_events_never_break_a_rule() => Live(100_000, seed: 2);

    static void Live(int events, int seed)
    {
        var world = new RestlessWorkshop(seed);
        for (var i = 0; i < events; i++)
        {
            var told = world.Next();
            var broken = PlanChecker.Check(world.Problem, world.Plan);
            Assert.True(broken.Count == 0, $"event {i}, {told}: {string.Join(' ', broken)}");
        }
    }

    [Fact]
    public void One_machines_failure_moves_at_most_a_tenth_of_the_promised_starts()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var problem = FleetGenerator.Generate(120, 30, seed);
            var planner = new Planner(problem);
            planner.Build();
            var plan = planner.Improve(new IterationBudget(300), 1);
            var place = plan.Runs.ToDictionary(run => run.RunId);
            var promised = problem with { Runs = [.. problem.Runs.Select(run => place.TryGetValue(run.Id, out var at) ? run with { Promised = new(at.MachineId, at.StartSlot) } : run)] };
            var broken = plan.Runs.GroupBy(run => run.MachineId).OrderByDescending(group => group.Count()).First().Key;
            var down = WhatIf.MachineDown(promised, broken, new(0, 48));
            var repaired = Question.Steady(plan, down);
            Assert.Empty(PlanChecker.Check(repaired.Problem, repaired.Plan));
            // More may move only where keeping the promises would cost more than 5 % in lateness; those of the broken machine have to.
            var stiff = Question.Ask(plan, down with { Policy = down.Policy with { MovedPerSlot = 1000, MovedMachine = 10_000 } });
            var share = SteadyRepair.MovedShare(down, repaired.Plan);
            Assert.True(share <= 0.10 || share <= SteadyRepair.MovedShare(down, stiff.Plan) || stiff.Plan.Cost.Lateness > 1.05 * repaired.Plan.Cost.Lateness, $"seed {seed}: {share:P1} moved");
        }
    }
}
