using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

/// <summary>Whatever is wrong with a problem: the rest of it is planned, and the wrong thing says why.</summary>
public sealed class BadProblemTests
{
    [Fact]
    public void Of_two_runs_fixed_at_the_same_place_one_is_planned_and_the_other_says_so()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Pinned("A", 4), Pinned("B", 6), Workshop.Run("C", 3)]);
        var plan = Checked(problem);
        Assert.Equal(2, plan.Runs.Count);
        var told = plan.Impossible.Single();
        Assert.Equal("pin", told.Code);
        Assert.Contains("A", told.Sentence, StringComparison.Ordinal);
        Assert.Contains("B", told.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("release one of them.", told.Sentence, StringComparison.Ordinal);

        static PlanRun Pinned(string id, int start) => Workshop.Run(id, 8) with { Pin = new("P", start) };
    }

    [Fact]
    public void A_pin_to_a_machine_that_is_gone_says_so() =>
        Assert.Equal("R is fixed on Z, which is not there any more. Release it.",
            Checked(Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { Pin = new("Z", null) }])).Impossible.Single().Sentence);

    [Fact]
    public void A_pin_outside_of_the_opening_hours_says_so()
    {
        var plan = Checked(Workshop.Of([Workshop.Printer("P") with { MayStart = [new(10, 20)] }], [Workshop.Run("R", 8) with { Pin = new("P", 30) }]));
        Assert.Equal("pin", plan.Impossible.Single().Code);
    }

    [Fact]
    public void A_due_time_that_nothing_can_keep_is_told_and_the_run_is_planned_all_the_same()
    {
        var plan = Checked(Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { DueSlot = 3 }]));
        Assert.Equal(0, plan.Runs.Single().StartSlot);
        var told = plan.Impossible.Single();
        Assert.True(told.Placed);
        Assert.Equal("due", told.Code);
    }

    [Fact]
    public void A_due_time_long_ago_does_not_break_the_sums()
    {
        var plan = Checked(Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8) with { DueSlot = int.MinValue, Weight = 100 }, Workshop.Run("S", 8)]));
        Assert.Equal(2, plan.Runs.Count);
    }

    [Fact]
    public void A_job_that_no_machine_can_make_names_the_nearest_machine_and_a_way_out()
    {
        var told = Checked(Workshop.Of([Workshop.Printer("P") with { SizeMm = [200, 200, 200] }], [Workshop.Run("R", 8) with { SizeMm = [300, 100, 100] }])).Impossible.Single();
        Assert.Equal("No machine can make R. R measures 300 x 100 x 100 mm, P reaches 200 x 200 x 200 mm. Choose a larger machine or slice it in parts.", told.Sentence);
    }

    [Fact]
    public void A_workshop_without_machines_says_so_for_itself_and_for_each_run()
    {
        var plan = Checked(Workshop.Of([], [Workshop.Run("R", 8)]));
        Assert.Equal(["The workshop has no machine. Attach one.", "R has no machine to go to. Attach one."], plan.Impossible.Select(item => item.Sentence));
    }

    [Fact]
    public void A_calendar_that_never_opens_is_told_and_other_machines_are_planned()
    {
        var problem = Workshop.Of([Workshop.Printer("P") with { MayStart = [] }, Workshop.Printer("Q")], [Workshop.Run("R", 8), Workshop.Run("S", 8) with { Pin = new("P", null) }]);
        var plan = Checked(problem);
        Assert.Equal("Q", plan.Runs.Single().MachineId);
        Assert.Equal(["calendar", "calendar"], plan.Impossible.Select(item => item.Code));
    }

    [Fact]
    public void Nobody_ever_there_is_told()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("R", 8)]) with { Workshops = [new() { Id = "W", People = [new("Ada", [])] }] };
        Assert.Contains("may be started by somebody", Checked(problem).Impossible.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_that_are_too_short_for_a_run_are_told_with_both_lengths()
    {
        var problem = Workshop.Of([Workshop.Printer("P") with { MayRun = [new(0, 10), new(20, 30)] }], [Workshop.Run("R", 12)]);
        Assert.Equal("R needs 3 h in one piece; the longest time that its machines are open is 2 h 30 min. Open one for longer, or divide the part.",
            Checked(problem).Impossible.Single().Sentence);
    }

    [Fact]
    public void A_cap_below_one_machines_draw_is_told_for_the_machine_and_the_run()
    {
        var problem = Workshop.Of([Workshop.Printer("P") with { Circuits = ["fuse"], HeatUpW = 400 }], [Workshop.Run("R", 8)]) with { Circuits = [new("fuse", 300)] };
        var plan = Checked(problem);
        Assert.Empty(plan.Runs);
        Assert.Equal(["circuit", "circuit"], plan.Impossible.Select(item => item.Code));
    }

    [Fact]
    public void More_than_the_horizon_holds_is_planned_as_far_as_it_goes()
    {
        var plan = Checked(Workshop.Of([Workshop.Printer("P")], [.. Enumerable.Range(0, 30).Select(i => Workshop.Run($"R{i:00}", 8))]));
        Assert.Equal(12, plan.Runs.Count);
        Assert.Equal(18, plan.Impossible.Count(item => item.Code == "horizon"));
    }

    [Fact]
    public void Values_out_of_bounds_are_corrected_and_told()
    {
        var problem = Workshop.Of([Workshop.Printer("P"), Workshop.Printer("P")], [Workshop.Run("R", 8) with { Weight = 0 }]) with { HorizonSlots = 0, SlotMinutes = -1 };
        var plan = Checked(problem, checkable: false);
        Assert.Single(plan.Runs);
        Assert.Equal(["value", "twice", "value"], plan.Impossible.Select(item => item.Code));
    }

    [Fact]
    public void Two_runs_said_to_run_on_one_machine_are_told()
    {
        var problem = Workshop.Of([Workshop.Printer("P")], [Workshop.Run("A", 8) with { Running = new("P", -2) }, Workshop.Run("B", 8) with { Running = new("P", -1) }]);
        Assert.Equal("running", Checked(problem).Impossible.Single().Code);
    }

    [Fact]
    public void Two_thousand_runs_pasted_at_once_all_get_a_place_or_a_reason()
    {
        var problem = FleetGenerator.Generate(2000, 12, 1);
        var plan = Checked(problem);
        Assert.Equal(2000, plan.Runs.Count + plan.Impossible.Count(item => !item.Placed));
    }

    [Fact, Trait("Length", "Long")]
    public void Ten_thousand_runs_pasted_at_once_all_get_a_place_or_a_reason()
    {
        var plan = Checked(FleetGenerator.Generate(10_000, 200, 1));
        Assert.Equal(10_000, plan.Runs.Count + plan.Impossible.Count(item => !item.Placed));
    }

    static Plan Checked(PlanningProblem problem, bool checkable = true)
    {
        var plan = new Planner(problem).Build();
        if (checkable)
            Assert.Empty(PlanChecker.Check(problem, plan));
        return plan;
    }
}
