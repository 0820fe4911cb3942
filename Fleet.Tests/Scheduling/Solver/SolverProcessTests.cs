using Fleet.Core.Scheduling.Files;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Windows;
using Fleet.Silo.Planning.Solver;

namespace Fleet.Tests.Scheduling.Solver;

/// <summary>The real solver in its real process.</summary>
public sealed class SolverProcessTests
{
    // Two jobs that want the same machine first: 3 + 2 there, and one operation behind the later of them.
    const string Shop = "2 2 1\n2 1 1 3 1 2 4\n2 1 1 2 1 2 1\n";

    [Fact]
    public async Task A_small_job_shop_is_solved_to_its_proven_best()
    {
        var shop = ProblemFileReader.Read(Shop).JobShop!;
        var outcome = await SolverProcess.Solve(new() { JobShop = shop, Seconds = 20, Workers = 1 }, cancel: TestContext.Current.CancellationToken);
        Assert.Null(outcome.Failure);
        Assert.True(outcome.Best is { Proven: true, Objective: 8, Bound: 8 });
    }

    [Fact]
    public async Task A_search_that_is_cancelled_ends_its_process_and_keeps_what_it_found()
    {
        var problem = FleetGenerator.Generate(40, 10, 1);
        var plan = new Planner(problem).Build();
        using var cancel = new CancellationTokenSource();
        var window = WindowCutter.Cut(problem, plan, null, _ => true)!;
        var outcome = await SolverProcess.Solve(new() { Window = window, Seconds = 300, Workers = 1 }, _ => cancel.Cancel(), cancel.Token);
        Assert.NotNull(outcome.Best);
        Assert.False(outcome.Best.Last);
    }

    [Fact]
    public async Task A_solver_without_memory_fails_in_a_sentence_and_the_plan_stays()
    {
        var problem = FleetGenerator.Generate(30, 10, 2);
        var plan = new Planner(problem).Build();
        var polished = await PlanPolish.Polish(problem, plan, null, new() { Seconds = 60, Workers = 1, MemoryMb = -480 }, TestContext.Current.CancellationToken);
        Assert.Same(plan, polished.Plan);
        Assert.NotNull(polished.Solver.Failure);
    }

    [Fact]
    public async Task Polishing_never_makes_a_plan_dearer_and_keeps_every_rule()
    {
        var problem = FleetGenerator.Generate(16, 6, 3);
        var plan = new Planner(problem).Build();
        var polished = await PlanPolish.Polish(problem, plan, null, new() { Seconds = 6, Workers = 2 }, TestContext.Current.CancellationToken);
        Assert.Null(polished.Solver.Failure);
        Assert.True(polished.Plan.Cost.Total <= plan.Cost.Total);
        Assert.Empty(PlanChecker.Check(problem, polished.Plan));
    }

    [Fact]
    public void A_window_keeps_what_must_not_move()
    {
        var problem = FleetGenerator.Generate(40, 10, 4);
        var plan = new Planner(problem).Build();
        var machines = plan.Runs.Select(run => run.MachineId).Distinct().Take(3).ToHashSet();
        var window = WindowCutter.Cut(problem, plan, machines, run => run.StartSlot < 100)!;
        foreach (var run in window.Runs.Where(run => run.Start >= 100))
            Assert.Equal([run.Start, run.Start], run.Choices.Single().Starts);
        Assert.All(window.Runs.Where(run => run.Start < 100), run => Assert.Contains(run.Choices, choice => choice.Starts.Count > 2 || choice.Starts[0] != choice.Starts[1]));
    }
}
