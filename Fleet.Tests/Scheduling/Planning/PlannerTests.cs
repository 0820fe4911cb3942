using System.Text.Json;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class PlannerTests
{
    [Theory]
    [InlineData(30, 10, 1)]
    [InlineData(60, 10, 2)]
    [InlineData(60, 20, 3)]
    public void Every_tier_keeps_every_rule_and_the_search_is_cheaper_than_both_before(int runs, int machines, int seed)
    {
        var problem = FleetGenerator.Generate(runs, machines, seed);
        var dispatched = Planner.Dispatch(problem);
        var planner = new Planner(problem);
        var inserted = planner.Build();
        var improved = planner.Improve(new IterationBudget(400), seed);

        Assert.Empty(PlanChecker.Check(problem, dispatched));
        Assert.Empty(PlanChecker.Check(problem, inserted));
        Assert.Empty(PlanChecker.Check(problem, improved));
        Assert.True(improved.Cost.Total < dispatched.Cost.Total);
        Assert.True(improved.Cost.Total < inserted.Cost.Total);
    }

    [Fact]
    public void What_the_search_minimises_is_what_the_evaluator_says()
    {
        var problem = FleetGenerator.Generate(50, 10, 4);
        var planner = new Planner(problem);
        planner.Build();
        var plan = planner.Improve(new IterationBudget(300), 1);
        Assert.Equal(plan.Cost.Total, planner.Cost);
        Assert.Equal(plan.Cost, PlanPricer.Price(problem, plan));
    }

    [Fact]
    public void The_same_input_seed_and_iterations_give_the_same_plan_to_the_last_byte()
    {
        var problem = FleetGenerator.Generate(50, 10, 5);
        Assert.Equal(Bytes(problem, 7), Bytes(problem, 7));
        Assert.NotEqual(Bytes(problem, 7), Bytes(problem, 8));

        static string Bytes(PlanningProblem problem, int seed)
        {
            var planner = new Planner(problem);
            planner.Build();
            return JsonSerializer.Serialize(planner.Improve(new IterationBudget(200), seed));
        }
    }

    [Fact]
    public void A_search_that_is_cancelled_leaves_a_whole_plan()
    {
        var problem = FleetGenerator.Generate(60, 10, 6);
        var planner = new Planner(problem);
        planner.Build();
        using var cancel = new CancellationTokenSource();
        var plan = planner.Improve(new IterationBudget(1_000_000), 1, _ => cancel.Cancel(), cancel.Token);
        Assert.Empty(PlanChecker.Check(problem, plan));
        Assert.True(planner.Iterations < 1_000_000);
    }

    [Fact]
    public void Every_better_plan_on_the_way_is_told_and_is_better()
    {
        var planner = new Planner(FleetGenerator.Generate(40, 10, 7));
        planner.Build();
        var costs = new List<long> { planner.Cost };
        planner.Improve(new IterationBudget(300), 1, costs.Add);
        Assert.True(costs.Count > 1);
        Assert.Equal(costs.OrderDescending(), costs);
    }

    [Fact]
    public void Runs_of_one_material_follow_each_other_when_nothing_speaks_against_it()
    {
        string[] materials = ["PLA", "PETG", "PLA", "PETG", "PLA", "PETG"];
        var problem = Workshop.Of([Workshop.Printer("P")], [.. materials.Select((material, i) => Workshop.Run($"R{i}", 4) with { Attributes = new Dictionary<string, string> { ["material"] = material } })]);
        var planner = new Planner(problem);
        planner.Build();
        var order = planner.Improve(new IterationBudget(500), 1).Runs.Select(run => problem.Runs.Single(asked => asked.Id == run.RunId).Attributes["material"]).ToList();
        Assert.Equal(1, order.Zip(order.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void A_run_waits_for_clean_hours_when_nobody_waits_for_it()
    {
        var series = Enumerable.Range(0, 96).Select(slot => slot is >= 40 and < 60 ? 50 : 500).ToList();
        var problem = Workshop.Of([Workshop.Printer("P") with { PowerW = 400 }], [Workshop.Run("R", 8)]) with
        {
            Workshops = [new() { Id = "W", CarbonGPerKwh = series }],
        };
        var start = new Planner(problem).Build().Runs.Single().StartSlot;
        Assert.InRange(start, 40, 52);
    }

    [Fact]
    public void A_promised_start_stays_when_a_cheaper_one_is_only_a_little_cheaper()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { Promised = new("P", 12) }]);
        Assert.Equal(12, new Planner(problem with { Policy = PlanPolicy.Default with { MovedPerSlot = 3 } }).Build().Runs.Single().StartSlot);
        Assert.Equal(0, new Planner(problem with { Policy = PlanPolicy.Default with { MovedPerSlot = 0 } }).Build().Runs.Single().StartSlot);
    }

    [Fact]
    public void A_promise_that_nobody_waits_at_is_not_broken_by_an_earlier_start()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { Promised = new("P", 12), MayComeEarlier = true }]);
        var plan = new Planner(problem with { Policy = PlanPolicy.Default with { MovedPerSlot = 1000 } }).Build();
        Assert.Equal(0, plan.Runs.Single().StartSlot);
        Assert.Equal(0, plan.Cost.Moved);
    }

    [Fact]
    public void A_promise_that_nobody_waits_at_keeps_no_run_from_a_machine_that_has_become_free()
    {
        PlanMachine[] printers = [Workshop.Printer("P"), Workshop.Printer("Q")];
        var run = Workshop.Run("R", 8) with { Promised = new("P", 2), MayComeEarlier = true };
        var ahead = Workshop.Run("A", 2) with { Running = new("P", 0) };
        var plan = new Planner(Workshop.Of(printers, [ahead, run])).Build();
        Assert.Equal(("Q", 0), plan.Runs.Where(place => place.RunId == "R").Select(place => (place.MachineId, place.StartSlot)).Single());
        Assert.Equal(0, plan.Cost.Moved);
    }

    [Fact]
    public void A_bed_that_a_person_clears_costs_its_slots_and_one_that_clears_itself_none()
    {
        PlanRun[] runs = [Workshop.Run("A", 4), Workshop.Run("B", 4)];
        var byHand = new Planner(Workshop.Of([Workshop.Printer("P") with { ClearSlots = 2 }], runs)).Build().Runs;
        Assert.Equal([0, 6], byHand.Select(run => run.StartSlot));
        Assert.Equal([0, 2], byHand.Select(run => run.SetupSlots));
        var byItself = new Planner(Workshop.Of([Workshop.Printer("P") with { ClearSlots = 2, AutoEject = true }], runs)).Build().Runs;
        Assert.Equal([0, 4], byItself.Select(run => run.StartSlot));
    }

    [Fact]
    public void One_person_serves_one_machine_at_a_time()
    {
        PlanRun[] runs = [Workshop.Run("A", 8), Workshop.Run("B", 8), Workshop.Run("C", 8)];
        var problem = Workshop.Of([Workshop.Printer("P"), Workshop.Printer("Q"), Workshop.Printer("S")], runs);
        var alone = problem with { Workshops = [new() { Id = "W", People = [new("Ada", [new(0, 96)])] }] };
        Assert.Equal([0, 1, 2], new Planner(alone).Build().Runs.Select(run => run.StartSlot).Order());
        var three = problem with { Workshops = [new() { Id = "W", People = [new("Ada", [new(0, 96)]), new("Bo", [new(0, 96)]), new("Cy", [new(0, 96)])] }] };
        Assert.All(new Planner(three).Build().Runs, run => Assert.Equal(0, run.StartSlot));
    }

    [Fact]
    public void An_attended_machine_keeps_room_for_the_95th_percentile_before_closing()
    {
        var mill = new PlanMachine { Id = "M", Workshop = "W", Attended = true, MayRun = [new(0, 10), new(20, 60)] };
        var run = Workshop.Run("R", 8) with { Duration = new(8, 9, 12) };
        Assert.Equal(20, new Planner(Workshop.Of([mill], [run])).Build().Runs.Single().StartSlot);
        Assert.Equal(0, new Planner(Workshop.Of([mill with { Attended = false }], [run])).Build().Runs.Single().StartSlot);
    }

    [Fact]
    public void A_member_without_the_induction_is_not_planned_on_that_machine()
    {
        var problem = Workshop.Of([Workshop.Printer("P") with { Induction = "laser" }, Workshop.Printer("Q")], [Workshop.Run("R", 4) with { Member = "ada" }]);
        Assert.Equal("Q", new Planner(problem).Build().Runs.Single().MachineId);
        var only = problem with { Machines = [problem.Machines[0]] };
        Assert.Contains("induction", new Planner(only).Build().Impossible.Single().Sentence, StringComparison.Ordinal);
        Assert.Single(new Planner(only with { Inductions = new Dictionary<string, IReadOnlyList<string>> { ["ada"] = ["laser"] } }).Build().Runs);
    }

    [Fact]
    public void What_failed_before_goes_before_what_was_never_tried()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("A", 8) with { DueSlot = 8 }, Workshop.Run("B", 8) with { DueSlot = 8, FailedAttempts = 2 }]);
        Assert.Equal(["B", "A"], new Planner(problem).Build().Runs.Select(run => run.RunId));
    }
}
