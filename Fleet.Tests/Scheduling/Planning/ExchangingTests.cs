using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class ExchangingTests
{
    [Fact]
    public void Another_order_on_a_machine_costs_what_it_was_priced_at()
    {
        var state = Built(alwaysSomebodyThere: true);
        var trial = new SequenceTrial(state.Model);
        var random = new Random(1);
        var compared = 0;
        for (var i = 0; i < 300; i++)
        {
            var lane = state.Lanes[random.Next(state.Lanes.Length)];
            if (lane.Runs.Count < 2)
                continue;
            var from = random.Next(lane.Runs.Count - 1);
            var turned = lane.Runs.Skip(from).Take(1 + random.Next(4)).Reverse().ToArray();
            state.Behind(lane);
            var price = trial.PriceOf(lane, from, from + turned.Length, turned, LaneTable.Never);
            if (!state.Reorder(lane, from, turned, long.MaxValue))
                continue;
            Assert.Equal(price, lane.Cost);
            compared++;
        }
        Assert.True(compared > 100);
    }

    [Fact]
    public void A_machine_can_be_timed_again_in_its_own_order_whatever_others_draw_behind_its_runs()
    {
        // The circuit is full by day: other runs begin in the very slot in which one is planned to end, before its P80.
        var planner = new Planner(FleetGenerator.Generate(100, 10, 3));
        planner.Build();
        foreach (var lane in planner.State.Lanes)
            Assert.True(planner.State.Reorder(lane, 0, [.. lane.Runs], mostRise: 0));
    }

    [Fact]
    public void A_stretch_against_a_stretch_of_another_machine_costs_at_most_and_mostly_exactly_what_it_was_priced_at()
    {
        var state = Built(alwaysSomebodyThere: true);
        var trial = new SequenceTrial(state.Model);
        var random = new Random(2);
        var (compared, exact) = (0, 0);
        for (var i = 0; i < 500; i++)
        {
            var (lane, other) = (state.Lanes[random.Next(6)], state.Lanes[random.Next(6)]);
            if (lane == other || lane.Runs.Count == 0)
                continue;
            int from = random.Next(lane.Runs.Count), count = Math.Min(lane.Runs.Count - from, 1 + random.Next(3));
            int at = random.Next(other.Runs.Count + 1), back = Math.Min(other.Runs.Count - at, random.Next(3));
            state.Behind(lane);
            state.Behind(other);
            var one = trial.PriceOf(lane, from, from + count, [.. other.Runs.Skip(at).Take(back)], LaneTable.Never);
            var two = trial.PriceOf(other, at, at + back, [.. lane.Runs.Skip(from).Take(count)], LaneTable.Never);
            if (!state.Exchange(lane, from, count, other, at, back, long.MaxValue))
                continue;
            // A run that needs less of a set-up than before may begin in the first slots, which the trial does not ask again.
            Assert.True(lane.Cost <= one && other.Cost <= two);
            compared++;
            exact += (one, two) == (lane.Cost, other.Cost) ? 1 : 0;
        }
        Assert.True(compared > 100);
        Assert.True(exact > compared * 9 / 10);
    }

    [Fact]
    public void A_limit_hides_what_costs_more_and_nothing_else()
    {
        var state = Built(alwaysSomebodyThere: false);
        var trial = new SequenceTrial(state.Model);
        foreach (var lane in state.Lanes.Where(lane => lane.Runs.Count > 2))
        {
            state.Behind(lane);
            int[] turned = [lane.Runs[1], lane.Runs[0]];
            var price = trial.PriceOf(lane, 0, 2, turned, LaneTable.Never);
            if (price >= LaneTable.Never)
                continue;
            Assert.Equal(price, trial.PriceOf(lane, 0, 2, turned, price + 1));
            Assert.Equal(LaneTable.Never, trial.PriceOf(lane, 0, 2, turned, price));
        }
    }

    [Fact]
    public void A_move_that_the_annealing_does_not_take_leaves_the_plan_as_it_was()
    {
        var problem = FleetGenerator.Generate(60, 10, 3);
        var planner = new Planner(problem);
        var before = planner.Build();
        var lane = planner.State.Lanes.First(lane => lane.Runs.Count > 2);
        Assert.False(planner.State.Reorder(lane, 0, lane.Runs.AsEnumerable().Reverse().ToArray(), long.MinValue / 2));
        Assert.Equal(before.Runs, planner.Current.Runs);
        Assert.Equal(before.Cost.Total, planner.Cost);
    }

    /// <summary>Without a circuit, so that the lanes are timed alike in whatever order they are looked at.</summary>
    static PlanState Built(bool alwaysSomebodyThere)
    {
        var problem = FleetGenerator.Generate(60, 10, 3) with { Circuits = [] };
        var planner = new Planner(alwaysSomebodyThere ? problem with { Workshops = [problem.Workshops[0] with { Present = null }] } : problem);
        planner.Build();
        return planner.State;
    }
}
