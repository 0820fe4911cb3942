using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning.Solver;
using Fleet.Silo.Planning.Verb;

namespace Fleet.Tests.Scheduling.Makespan;

public sealed class ShopSearchTests
{
    [Fact]
    public void Every_schedule_holds_and_none_is_longer_than_the_first()
    {
        var random = new Random(11);
        for (var round = 0; round < 60; round++)
        {
            var shop = Shop(random, 1 + random.Next(10), 1 + random.Next(6), 1 + random.Next(5), shortest: round % 3 == 0 ? 0 : 1);
            var first = JobShopDispatcher.Dispatch(shop);
            var search = Search(shop, round, thrift: round % 2 * 5);
            search.Improve(new IterationBudget(3000), shop.Bound());
            Assert.Null(JobShopReport.ShopFault(shop, Steps(search)));
            Assert.Equal(search.Makespan, search.Schedule.Max(step => step.End));
            Assert.InRange(search.Makespan, shop.Bound(), first.Max(step => step.End));
        }
    }

    [Fact]
    public void Small_shops_are_solved_to_the_best_there_is()
    {
        var random = new Random(13);
        for (var round = 0; round < 20; round++)
        {
            var shop = Shop(random, 3, 2, 2, shortest: 1);
            var search = Search(shop, round);
            search.Improve(new IterationBudget(20_000));
            Assert.Equal(Best(shop), search.Makespan);
        }
    }

    [Fact]
    public void The_same_seed_and_iterations_give_the_same_schedule()
    {
        var shop = Shop(new(17), 15, 8, 6, shortest: 1);
        Assert.Equal(Found(3), Found(3));

        string Found(int seed)
        {
            var search = Search(shop, seed);
            search.Improve(new IterationBudget(5000));
            return string.Join(' ', search.Schedule);
        }
    }

    [Fact]
    public void A_large_shop_gets_shorter_than_what_dispatching_gives()
    {
        var shop = Shop(new(19), 20, 15, 8, shortest: 1);
        var search = Search(shop, 1);
        search.Improve(new IterationBudget(10_000));
        Assert.True(search.Makespan < 0.95 * JobShopDispatcher.Dispatch(shop).Max(step => step.End));
    }

    [Fact]
    public void Who_cancels_has_what_was_found_so_far()
    {
        var shop = Shop(new(23), 10, 5, 4, shortest: 1);
        var search = Search(shop, 1);
        search.Improve(new IterationBudget(1_000_000_000), cancel: new CancellationToken(canceled: true));
        Assert.Null(JobShopReport.ShopFault(shop, Steps(search)));
    }

    static ShopSearch Search(FlexibleJobShop shop, int seed, int thrift = 0) =>
        new(shop, [.. JobShopDispatcher.Dispatch(shop).Select(step => (step.Machine, step.Start))], seed, thrift);

    static List<SolverStep> Steps(ShopSearch search) => [.. search.Schedule.Select(step => new SolverStep(step.Machine, step.Start, step.End))];

    static FlexibleJobShop Shop(Random random, int jobs, int steps, int machines, int shortest) => new(machines,
        [.. Enumerable.Range(0, jobs).Select(_ => (IReadOnlyList<ShopOperation>)[.. Enumerable.Range(0, 1 + random.Next(steps)).Select(_ => new ShopOperation(
            [.. Enumerable.Range(0, machines).OrderBy(_ => random.Next()).Take(1 + random.Next(machines)).Select(machine => new ShopChoice(machine, shortest + random.Next(30)))]))])]);

    /// <summary>By trying everything: each order in which the jobs may take turns, each machine of each operation.</summary>
    static int Best(FlexibleJobShop shop)
    {
        return Try(new int[shop.Jobs.Count], new int[shop.Jobs.Count], new int[shop.Machines]);

        int Try(int[] next, int[] ready, int[] free)
        {
            var best = int.MaxValue;
            for (var job = 0; job < next.Length; job++)
                if (next[job] < shop.Jobs[job].Count)
                    foreach (var choice in shop.Jobs[job][next[job]].Choices)
                    {
                        var (wasReady, wasFree) = (ready[job], free[choice.Machine]);
                        ready[job] = free[choice.Machine] = Math.Max(wasReady, wasFree) + choice.Time;
                        next[job]++;
                        best = Math.Min(best, Try(next, ready, free));
                        next[job]--;
                        (ready[job], free[choice.Machine]) = (wasReady, wasFree);
                    }
            return best == int.MaxValue ? ready.Max() : best;
        }
    }
}
