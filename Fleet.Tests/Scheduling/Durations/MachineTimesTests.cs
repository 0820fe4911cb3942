using Fleet.Core.Scheduling.Durations;

namespace Fleet.Tests.Scheduling.Durations;

public sealed class MachineTimesTests
{
    [Fact]
    public void After_twenty_runs_the_median_error_is_at_most_3_percent_and_P80_covers_75_to_85_percent()
    {
        var errors = new List<double>();
        int covered = 0, covered95 = 0, counted = 0;
        for (var machine = 0; machine < 60; machine++)
        {
            var random = new Random(machine);
            var truth = new Truth(random);
            var history = Enumerable.Range(0, 20).Select(_ => truth.Run(random)).ToList();
            var times = MachineTimes.Learn(history);
            for (var i = 0; i < 40; i++)
            {
                var run = truth.Run(random);
                var estimate = times.Predict(run.SlicerProfile, run.EstimateSeconds);
                Assert.True(estimate.MedianSeconds <= estimate.P80Seconds && estimate.P80Seconds <= estimate.P95Seconds);
                errors.Add(Math.Abs(estimate.MedianSeconds - run.ActualSeconds) / run.ActualSeconds);
                covered += run.ActualSeconds <= estimate.P80Seconds ? 1 : 0;
                covered95 += run.ActualSeconds <= estimate.P95Seconds ? 1 : 0;
                counted++;
            }
        }
        Assert.InRange(errors.Order().ElementAt(errors.Count / 2), 0, 0.03);
        Assert.InRange(100.0 * covered / counted, 75, 85);
        Assert.InRange(100.0 * covered95 / counted, 90, 99);
    }

    [Fact]
    public void Without_history_a_run_takes_five_percent_longer_than_estimated()
    {
        var estimate = MachineTimes.Learn([]).Predict("any", 1000);
        Assert.Equal(1050, estimate.MedianSeconds, 6);
        Assert.Equal(0, estimate.LearntFrom);
        Assert.True(estimate.P80Seconds > 1050);
    }

    [Fact]
    public void One_run_that_stood_over_night_moves_nothing_that_matters()
    {
        var usual = Enumerable.Range(1, 15).Select(i => new FinishedRun("fine", 1000 * i, 1100 * i + 300)).ToList();
        var with = MachineTimes.Learn([.. usual, new("fine", 5000, 60_000)]).Predict("fine", 8000).MedianSeconds;
        var without = MachineTimes.Learn(usual).Predict("fine", 8000).MedianSeconds;
        Assert.InRange(with / without, 0.99, 1.01);
    }

    [Fact]
    public void Each_slicer_profile_has_its_own_factor_and_an_unknown_one_the_machines()
    {
        var runs = Enumerable.Range(1, 30).Select(i => i % 2 == 0 ? new FinishedRun("fast", 1000 * i, 900 * i) : new FinishedRun("fine", 1000 * i, 1300 * i)).ToList();
        var times = MachineTimes.Learn(runs);
        Assert.InRange(times.FactorOf("fast"), 0.85, 1.0);
        Assert.InRange(times.FactorOf("fine"), 1.2, 1.35);
        Assert.InRange(times.FactorOf("never seen"), times.FactorOf("fast"), times.FactorOf("fine"));
    }

    [Fact]
    public void Nonsense_is_left_out() =>
        Assert.Equal(0, MachineTimes.Learn([new("x", 0, 10), new("x", double.NaN, 10), new("x", 10, -1)]).Predict("x", 10).LearntFrom);

    [Fact]
    public void Slots_are_rounded_up_and_at_least_one() =>
        Assert.Equal(new(1, 2, 4), new DurationEstimate(30, 901, 3000, 5).InSlots(15));

    /// <summary>A machine as it really is: minutes that the estimate does not know, a factor per profile, noise, and now and then a long stop.</summary>
    sealed class Truth(Random random)
    {
        readonly double _constant = 120 + random.NextDouble() * 480, _noise = 0.02 + random.NextDouble() * 0.04;
        readonly double[] _factor = [0.9 + random.NextDouble() * 0.4, 0.9 + random.NextDouble() * 0.4];

        public FinishedRun Run(Random random)
        {
            var profile = random.Next(2);
            var estimate = 1200 * Math.Exp(random.NextDouble() * 3.5);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var actual = _constant + _factor[profile] * estimate * Math.Exp(_noise * normal);
            return new(profile == 0 ? "fine" : "fast", estimate, random.Next(40) == 0 ? actual * 1.3 : actual);
        }
    }
}
