using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Silo.Planning;

namespace Fleet.Tests.Scheduling.Server;

/// <summary>The background tiers on a plan of sixteen copies: the improver first, CP-SAT in its process when nothing is new.</summary>
public sealed class PlanImproverTests
{
    static readonly PlanInput Input = Of(FleetGenerator.Generate(16, 6, 3));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_improved_then_polished_then_left_alone()
    {
        using var improver = new PlanImprover(new() { PolishSeconds = 3 });
        var plan = WorkshopPlan.Repair(Input);
        var improved = await improver.Improve(plan, Cancellation) ?? plan;
        Assert.True(improved.Plan.Cost.Total <= plan.Plan.Cost.Total);
        var polished = await improver.Improve(improved, Cancellation) ?? improved;
        Assert.True(polished.Plan.Cost.Total <= improved.Plan.Cost.Total);
        Assert.Empty(PlanChecker.Check(Input.Problem, polished.Plan));
        Assert.Null(await improver.Improve(polished, Cancellation));
    }

    [Fact]
    public async Task Something_that_happens_ends_the_polishing_and_it_begins_again_afterwards()
    {
        using var improver = new PlanImprover(new() { PolishSeconds = 60 });
        var plan = WorkshopPlan.Repair(Input);
        var improved = await improver.Improve(plan, Cancellation) ?? plan;
        using var happened = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polishing = improver.Improve(improved, happened.Token);
        Assert.False(polishing.IsCompleted);
        await happened.CancelAsync();
        await polishing;
        var again = improver.Improve(improved, new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => again);
    }

    [Fact]
    public async Task Without_seconds_nothing_is_polished()
    {
        using var improver = new PlanImprover(new() { PolishSeconds = 0 });
        var plan = WorkshopPlan.Repair(Input);
        Assert.Null(await improver.Improve(await improver.Improve(plan, Cancellation) ?? plan, Cancellation));
    }

    static PlanInput Of(PlanningProblem problem) => new(problem, [new("workshop", "Werkstatt", new(), TimeZoneInfo.Utc)], [],
        problem.Runs.ToDictionary(run => run.Id, run => new PlannedCopy(run.Id, 1, run.Id)), [], new Dictionary<string, MachineOffer>(), new Dictionary<string, HeatUpDraw>(), [], []);
}
