using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class ReasonsTests
{
    static readonly PlanningProblem Two = Workshop.Of([Workshop.Printer("P"), Workshop.Printer("Q")],
        [Workshop.Run("A", 8) with { DueSlot = 8 }, Workshop.Run("B", 8) with { DueSlot = 8 }, Workshop.Run("C", 8)]);

    [Fact]
    public void A_material_that_is_not_loaded_names_the_spool_the_machine_and_the_minutes()
    {
        var problem = Workshop.Of([Workshop.Printer("P-03") with { Setups = [new("material", 1, 10, Minutes: 2)] }],
            [Workshop.Run("R", 8) with { Attributes = new Dictionary<string, string> { ["material"] = "PETG" } }]) with { Lots = [new("S-0412", "material", "PETG")] };
        var unmet = Reasons(problem).Of("R").Single().Unmet.Single();
        Assert.Equal("P-03 has material PLA; R wants PETG.", unmet.Sentence);
        Assert.Equal("Load S-0412 on P-03: 2 min.", unmet.Remedy);
        Assert.Equal(2, unmet.Minutes);
    }

    [Fact]
    public void A_material_that_is_not_in_store_says_so()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { Attributes = new Dictionary<string, string> { ["material"] = "ABS" } }]) with { Lots = [new("S", "material", "PLA")] };
        Assert.StartsWith("No material ABS is in store", Reasons(problem).Of("R").Single().Unmet.Single().Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_machine_has_its_own_reasons_and_the_nearest_comes_first()
    {
        var problem = Two with
        {
            Machines = [Workshop.Printer("P") with { Closed = [new(0, 20)] }, Workshop.Printer("Q"), Workshop.Printer("S") with { SizeMm = [10, 10, 10] }, Workshop.Printer("U") with { MayStart = [new(30, 40)] }],
            Runs = [Workshop.Run("R", 8) with { SizeMm = [50, 50, 50] }],
        };
        var verdicts = Reasons(problem).Of("R");
        Assert.Equal("Q", verdicts[0].MachineId);
        Assert.Empty(verdicts[0].Unmet);
        Assert.Equal("booked", verdicts.Single(verdict => verdict.MachineId == "P").Unmet.Single().Code);
        Assert.Equal("mayStart", verdicts.Single(verdict => verdict.MachineId == "U").Unmet.Single().Code);
        Assert.True(verdicts[^1] is { MachineId: "S", Never: true, Best: null });
    }

    [Fact]
    public void The_binding_constraint_is_the_run_ahead_the_absence_or_the_circuit()
    {
        var plan = new Planner(Two).Build();
        var third = plan.Runs.Single(run => run.StartSlot == 8);
        Assert.Equal("previous", new WhyNot(Two, plan).Binding(third.RunId).Code);
        Assert.Equal("now", new WhyNot(Two, plan).Binding(plan.Runs.First(run => run.StartSlot == 0).RunId).Code);

        var night = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 4)]) with { Workshops = [new() { Id = "W", Present = [new(30, 50)] }] };
        Assert.Equal("presence", Reasons(night).Binding("R").Code);

        var tight = Workshop.Of([Workshop.Printer("P") with { Circuits = ["fuse"] }, Workshop.Printer("Q") with { Circuits = ["fuse"] }], [Workshop.Run("A", 8) with { Weight = 4, DueSlot = 8 }, Workshop.Run("B", 8)]) with { Circuits = [new("fuse", 150)] };
        Assert.Contains(Reasons(tight).Binding("B").Code, new[] { "circuit", "previous" });
    }

    [Fact]
    public void A_drag_shows_what_moves_and_what_it_costs_and_leaves_the_plan_alone()
    {
        var plan = new Planner(Two).Build();
        var first = plan.Runs.First(run => run.StartSlot == 0 && run.RunId != "C");
        var preview = Question.Pin(Two, plan, "C", new(first.MachineId, 0));
        Assert.Equal(0, preview.Plan.Runs.Single(run => run.RunId == "C").StartSlot);
        Assert.Contains(preview.Difference.Moves, move => move.RunId == first.RunId);
        Assert.Equal(preview.Plan.Cost.Total - plan.Cost.Total, preview.Difference.Rise.Total);
        Assert.True(preview.Difference.Rise.Lateness > 0);
        Assert.Equal(plan.Runs, new Planner(Two).Build().Runs);
    }

    [Fact]
    public void Now_takes_the_machine_where_it_costs_least()
    {
        var problem = Two with { Runs = [Two.Runs[0] with { Weight = 4 }, Two.Runs[1], Two.Runs[2]] };
        var preview = Question.Now(problem, new Planner(problem).Build(), "C");
        Assert.NotNull(preview);
        Assert.Equal(0, preview.Plan.Runs.Single(run => run.RunId == "C").StartSlot);
        Assert.Equal(0, preview.Plan.Runs.Single(run => run.RunId == "A").StartSlot);
    }

    [Fact]
    public void What_if_somebody_is_ill_moves_what_needs_them()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 4)]) with { Workshops = [new() { Id = "W", People = [new("Ada", [new(0, 40)]), new("Bo", [new(60, 90)])] }] };
        var plan = new Planner(problem).Build();
        var move = Question.Ask(plan, WhatIf.PersonAway(problem, "Ada", new(0, 96))).Difference.Moves.Single();
        Assert.Equal(60, move.LaterSlots);
        Assert.StartsWith("Nobody is in W before", move.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_if_a_machine_breaks_queues_again_what_was_on_it()
    {
        var problem = Workshop.Of([Workshop.Printer("P"), Workshop.Printer("Q")], [Workshop.Run("R", 8) with { Running = new("P", -2) }]);
        var answer = Question.Ask(new Planner(problem).Build(), WhatIf.MachineDown(problem, "P", new(0, 96)));
        Assert.Equal("Q", answer.Plan.Runs.Single().MachineId);
        Assert.Equal(1, answer.Problem.Runs.Single().FailedAttempts);
    }

    [Fact]
    public void What_if_we_wait_for_wind_saves_carbon_and_says_what_it_costs()
    {
        var series = Enumerable.Range(0, 96).Select(slot => slot < 60 ? 400 : 100).ToList();
        var problem = Workshop.Of([Workshop.Printer("P") with { PowerW = 100 }], [Workshop.Run("R", 8)]) with { Workshops = [new() { Id = "W", CarbonGPerKwh = series }] };
        var plan = new Planner(problem).Build();
        var answer = Question.Ask(plan, WhatIf.WaitForWind(problem, 10));
        Assert.True(PlanFigures.Of(problem, answer.Plan).CarbonGrams < PlanFigures.Of(problem, plan).CarbonGrams);
        Assert.True(answer.Plan.Runs.Single().StartSlot >= 60);
    }

    static WhyNot Reasons(PlanningProblem problem) => new(problem, new Planner(problem).Build());
}
