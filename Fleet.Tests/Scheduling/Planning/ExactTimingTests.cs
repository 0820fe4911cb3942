using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

/// <summary>The tables of a lane beside trying everything.</summary>
public sealed class ExactTimingTests
{
    [Fact]
    public void A_sequence_starts_at_the_best_of_all_possible_times_and_an_insertion_costs_what_it_says()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var problem = Small(new(seed));
            var planner = new Planner(problem);
            var plan = planner.Build();
            Assert.Empty(PlanChecker.Check(problem, plan));
            Assert.Equal(plan.Cost.Total, planner.Cost);
            // The best start times of the order that was found, by trying them all.
            var order = plan.Runs.Select(run => problem.Runs.Single(asked => asked.Id == run.RunId)).ToList();
            Assert.Equal(BestOf(problem, order, plan), plan.Cost.Total);
        }
    }

    [Fact]
    public void The_price_of_an_alternative_is_what_the_plan_costs_more_with_it()
    {
        // Without a circuit, so that the lanes are timed alike in whatever order they are looked at.
        var problem = FleetGenerator.Generate(30, 10, 3) with { Circuits = [] };
        var planner = new Planner(problem);
        var plan = planner.Build();
        foreach (var run in problem.Runs.Take(10))
            foreach (var alternative in planner.Alternatives(run.Id).Take(3))
            {
                var pinned = problem with { Runs = [.. problem.Runs.Select(asked => asked.Id == run.Id ? asked with { Pin = new(alternative.Place.MachineId, alternative.Place.StartSlot) } : asked)] };
                var moved = new Planner(pinned).Repair(plan.Runs);
                Assert.Equal(plan.Cost.Total + alternative.ExtraCost, moved.Cost.Total);
            }
        Assert.Equal(plan.Cost.Total, planner.Cost);
    }

    static PlanningProblem Small(Random random) => new()
    {
        HorizonSlots = 22,
        Workshops = [new() { Id = "W", Present = random.Next(2) == 0 ? null : [new(0, 6), new(9, 22)], CarbonGPerKwh = [.. Enumerable.Range(0, 22).Select(_ => random.Next(100, 900))] }],
        Machines =
        [
            new()
            {
                Id = "P", Workshop = "W", PowerW = 300, AutoEject = random.Next(2) == 0, ClearSlots = random.Next(2),
                Attributes = new Dictionary<string, string> { ["material"] = "PLA" }, Setups = [new("material", random.Next(3), 7)],
                Closed = random.Next(2) == 0 ? [] : [new(8, 10)],
            },
        ],
        Runs = [.. Enumerable.Range(0, 3).Select(i => new PlanRun
        {
            Id = $"R{i}", Duration = new(1 + random.Next(3), 4, 4),
            Attributes = new Dictionary<string, string> { ["material"] = random.Next(2) == 0 ? "PLA" : "PETG" },
            ReleaseSlot = random.Next(5), DueSlot = random.Next(2) == 0 ? null : random.Next(4, 14), Weight = 1 + random.Next(3),
            Promised = random.Next(3) == 0 ? new("P", random.Next(12)) : null,
        })],
    };

    /// <summary>The least cost over all start times that the checker accepts, in the given order.</summary>
    static long BestOf(PlanningProblem problem, List<PlanRun> order, Plan found)
    {
        var best = long.MaxValue;
        var starts = new int[order.Count];
        Try(0);
        return best;

        void Try(int index)
        {
            if (index == order.Count)
            {
                var places = order.Select((run, i) => found.Runs.Single(place => place.RunId == run.Id) with { StartSlot = starts[i], EndSlot = starts[i] + run.Duration.MedianSlots }).ToList();
                var plan = found with { Runs = places };
                if (PlanChecker.Check(problem, plan).Count == 0)
                    best = Math.Min(best, PlanPricer.Price(problem, plan).Total);
                return;
            }
            var from = index == 0 ? 0 : starts[index - 1] + order[index - 1].Duration.MedianSlots;
            for (starts[index] = from; starts[index] + order[index].Duration.MedianSlots <= problem.HorizonSlots; starts[index]++)
                Try(index + 1);
        }
    }
}
