using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class CircuitScarcityTests
{
    [Fact]
    public void A_full_circuit_has_a_price_while_it_is_asked_for_and_none_afterwards()
    {
        var planner = new Planner(FleetGenerator.Generate(100, 10, 3));
        planner.Build();
        var power = planner.Model.Lanes.Select(lane => lane.Power.ToArray()).ToList();
        var scarcity = new CircuitScarcity(planner.State);
        Assert.True(scarcity.Measure());

        scarcity.Apply(65536);
        Assert.True(planner.Cost > scarcity.TrueCost());
        Assert.Equal(planner.Current.Cost.Total, scarcity.TrueCost());
        Assert.Empty(PlanChecker.Check(planner.Model.Problem, planner.Current));

        scarcity.Apply(0);
        Assert.Equal(planner.Current.Cost.Total, planner.Cost);
        Assert.All(planner.Model.Lanes, lane => Assert.Equal(power[lane.Index], lane.Power));
    }

    [Fact]
    public void By_day_when_runs_wait_a_watt_is_worth_more_than_at_the_end_when_nobody_does()
    {
        var planner = new Planner(FleetGenerator.Generate(200, 10, 3));
        planner.Build();
        var lane = planner.Model.Lanes[0];
        var own = lane.Power.ToArray();
        var scarcity = new CircuitScarcity(planner.State);
        scarcity.Measure();
        scarcity.Apply(65536);
        // The first day from 9 to 21 h, and the last one.
        Assert.True(Added(36, 84) > 0);
        Assert.Equal(0, Added(planner.Model.T - 60, planner.Model.T - 12));

        int Added(int from, int to) => lane.Power[to] - lane.Power[from] - (own[to] - own[from]);
    }

    [Fact]
    public void Where_no_circuit_is_full_nothing_is_scarce()
    {
        var problem = FleetGenerator.Generate(60, 10, 3);
        foreach (var circuits in new List<PlanCircuit>[] { [], [new("main", 1_000_000)] })
        {
            var planner = new Planner(problem with { Circuits = circuits });
            planner.Build();
            Assert.False(new CircuitScarcity(planner.State).Measure());
        }
    }

    [Fact]
    public void A_search_that_is_cancelled_while_room_has_a_price_leaves_the_best_plan_by_what_it_costs()
    {
        var problem = FleetGenerator.Generate(100, 10, 3);
        var planner = new Planner(problem);
        var built = planner.Build();
        using var cancel = new CancellationTokenSource();
        var told = new List<long>();
        var plan = planner.Improve(new Interrupted(cancel), 1, told.Add, cancel.Token);
        Assert.Equal(plan.Cost.Total, planner.Cost);
        Assert.True(plan.Cost.Total < built.Cost.Total);
        Assert.Equal(told[^1], plan.Cost.Total);
        Assert.Equal(told.OrderDescending(), told);
        Assert.Empty(PlanChecker.Check(problem, plan));
    }

    /// <summary>A third of it is used when somebody presses Ctrl+C.</summary>
    sealed class Interrupted(CancellationTokenSource cancel) : ISearchBudget
    {
        public int Progress(long iteration)
        {
            if (iteration >= 160)
                cancel.Cancel();
            return 20_000;
        }
    }
}
