using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Makespan;

public sealed class MakespanSearchTests
{
    [Fact]
    public void Every_job_is_on_one_machine_and_the_makespan_is_what_the_sequences_take()
    {
        var random = new Random(3);
        for (var round = 0; round < 30; round++)
        {
            var problem = Random(random, 1 + random.Next(30), 1 + random.Next(6), 40);
            var search = new MakespanSearch(problem, round);
            search.Improve(new IterationBudget(2000), problem.Bound());
            Assert.Equal(Enumerable.Range(0, problem.Jobs), search.Sequences.SelectMany(sequence => sequence).Order());
            Assert.Equal(search.Makespan, problem.Completions(search.Sequences).Max());
            Assert.True(search.Makespan >= problem.Bound());
        }
    }

    [Fact]
    public void Small_problems_are_solved_to_the_best_there_is()
    {
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            var problem = Random(random, 6, 2, 30);
            var search = new MakespanSearch(problem, 1);
            search.Improve(new IterationBudget(20_000));
            Assert.Equal(Best(problem), search.Makespan);
            Assert.True(problem.Bound() <= search.Makespan);
        }
    }

    [Fact]
    public void The_same_seed_and_iterations_give_the_same_sequences()
    {
        var problem = Random(new(7), 60, 8, 99);
        Assert.Equal(Sequences(1), Sequences(1));

        string Sequences(int seed)
        {
            var search = new MakespanSearch(problem, seed);
            search.Improve(new IterationBudget(50_000));
            return string.Join(" | ", search.Sequences.Select(sequence => string.Join(' ', sequence)));
        }
    }

    [Fact]
    public void A_schedule_once_found_is_found_on_every_processor()
    {
        // Golden: whole numbers and plain IEEE operations only, so that this holds on x64 and arm64 alike.
        var problem = Counted(40, 5);
        var search = new MakespanSearch(problem, 42);
        search.Improve(new IterationBudget(30_000));
        Assert.Equal((Golden.Makespan, Golden.First), (search.Makespan, string.Join(' ', search.Sequences[0])));
    }

    [Fact]
    public void Long_times_do_not_break_the_prices()
    {
        var problem = Random(new(9), 40, 3, 1_000_000);
        var search = new MakespanSearch(problem, 1);
        var begun = search.Makespan;
        search.Improve(new IterationBudget(20_000));
        Assert.True(search.Makespan < begun);
        Assert.Equal(search.Makespan, problem.Completions(search.Sequences).Max());
    }

    static UnrelatedMachines Random(Random random, int jobs, int machines, int longest) => new(jobs, machines,
        [.. Enumerable.Range(0, jobs * machines).Select(_ => 1 + random.Next(longest))], [.. Enumerable.Range(0, jobs * jobs * machines).Select(_ => 1 + random.Next(longest))]);

    static UnrelatedMachines Counted(int jobs, int machines) => new(jobs, machines,
        [.. Enumerable.Range(0, jobs * machines).Select(i => 1 + i * 37 % 99)], [.. Enumerable.Range(0, jobs * jobs * machines).Select(i => 1 + i * 53 % 49)]);

    /// <summary>By trying every order on every machine.</summary>
    static long Best(UnrelatedMachines problem)
    {
        var best = long.MaxValue;
        foreach (var order in Orders(problem.Jobs))
            for (var cut = 0; cut <= problem.Jobs; cut++)
                best = Math.Min(best, problem.Completions([order[..cut], order[cut..]]).Max());
        return best;
    }

    static IEnumerable<int[]> Orders(int count)
    {
        if (count == 0)
            return [[]];
        return Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
    }

    static class Golden
    {
        public const int Makespan = 353;
        public const string First = "28 32 8 0 2";
    }
}
