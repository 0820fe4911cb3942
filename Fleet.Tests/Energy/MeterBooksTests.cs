using Fleet.Core.Energy;
using Fleet.Core.Machines;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static Fleet.Tests.Energy.Behind;

namespace Fleet.Tests.Energy;

public sealed class MeterBooksTests
{
    [Fact]
    public void A_pure_interval_belongs_to_its_cause_as_a_whole()
    {
        var step = MeterBooks.Take(new(), [Claim("m", 0, 100), Claim("m", Minute, 105, "run", RunPhase.Processing)], Meter("m"));
        var share = Assert.Single(step.Shares());
        Assert.Equal(("run", 5.0, Basis.Metered), (share.Segment.RunId, share.Wh, share.Basis));
        Assert.Equal([CounterOddity.First, CounterOddity.None], step.Flags);
    }

    [Fact]
    public void The_counters_step_weighs_once_on_a_run_and_not_on_every_minute_of_it()
    {
        var claims = Enumerable.Range(0, 61).Select(minute => Claim("m", minute * Minute, 100 + minute, minute == 0 ? null : "run", RunPhase.Processing, stepWh: 1)).ToArray();
        var shares = MeterBooks.Take(new(), claims, Meter("m")).Shares();
        Assert.Equal(60, shares.Sum(share => share.Wh), 9);
        // Class 1 % of 60 Wh, 90 % of it; and one triangle of a step.
        Assert.Equal(Math.Sqrt(Math.Pow(0.9 * 0.6, 2) + Math.Pow(Quantiles.Step95, 2)), shares.Sum(share => share.HighWh) - 60, 6);
    }

    [Fact]
    public void A_gap_is_divided_by_what_the_model_expects_and_stays_exact()
    {
        var step = MeterBooks.Take(new(),
            [Claim("m", 0, 0), Claim("m", 10 * Minute, null, "run", RunPhase.WarmUp), Claim("m", 40 * Minute, 100, "run", RunPhase.Processing)], Meter("m"));
        var shares = step.Shares();
        Assert.Equal(CounterOddity.Missing, step.Flags[1]);
        Assert.Equal(100, shares.Sum(share => share.Wh), 9);
        // The profile expects 50 and 50.
        Assert.All(shares, share => Assert.InRange(share.Wh, 49.9, 50.1));
        Assert.All(shares, share => Assert.Equal(Basis.Split, share.Basis));
    }

    [Fact]
    public void Two_printers_on_one_plug_are_divided_as_solved_by_hand()
    {
        // m = (100, 100), y = 230, equal variances: the surplus of 30 is halved.
        var around = Meter("a", "b");
        var step = MeterBooks.Take(new(),
            [
                Claim("a", 0, 0), Claim("b", 0, 0), Claim("a", 60 * Minute, 230, "ra", RunPhase.Processing), Claim("b", 60 * Minute + 1, 230, "rb", RunPhase.Processing),
                Claim("a", 61 * Minute, 230.3), Claim("b", 61 * Minute + 1, 230.3),
            ], around);
        var byRun = step.Shares().Where(share => share.Segment.RunId is not null).GroupBy(share => share.Segment.RunId).ToDictionary(run => run.Key!, run => run.Sum(share => share.Wh));
        Assert.Equal(115, byRun["ra"], 1);
        Assert.Equal(115, byRun["rb"], 1);
        Assert.Equal(230.3, step.Shares().Sum(share => share.Wh), 6);
    }

    [Fact]
    public void A_minute_in_which_the_neighbour_stood_still_teaches_what_the_shared_minutes_were_worth()
    {
        // Both believed to draw 100 W; a really draws 160 W, b 60 W. For ten minutes a works alone.
        var claims = new List<Claim> { Claim("a", 0, 0), Claim("b", 0, 0) };
        double counter = 0;
        for (var minute = 1; minute <= 40; minute++)
        {
            counter += (160 + (minute > 10 ? 60 : 10)) / 60.0;
            claims.Add(Claim("a", minute * Minute, counter, "ra", RunPhase.Processing));
            claims.Add(Claim("b", minute * Minute + 1, counter, minute > 10 ? "rb" : null, minute > 10 ? RunPhase.Processing : RunPhase.Standby));
        }
        claims.Add(Claim("a", 41 * Minute, counter + 20 / 60.0));
        claims.Add(Claim("b", 41 * Minute + 1, counter + 20 / 60.0));
        var step = MeterBooks.Take(new(), claims, Meter("a", "b"));
        double Of(string run) => step.Shares().Where(share => share.Segment.RunId == run).Sum(share => share.Wh);
        Assert.InRange(Of("ra"), 160 * 40 / 60.0 * 0.96, 160 * 40 / 60.0 * 1.04);
        Assert.InRange(Of("rb"), 60 * 30 / 60.0 * 0.9, 60 * 30 / 60.0 * 1.1);
        Assert.Equal(counter + 20 / 60.0, step.Shares().Sum(share => share.Wh), 6);
    }

    [Fact]
    public void Readings_of_a_shared_meter_wait_until_no_run_is_open()
    {
        var first = MeterBooks.Take(new(), [Claim("a", 0, 0), Claim("b", 1, 0), Claim("a", Minute, 2, "ra", RunPhase.Processing), Claim("b", Minute + 1, 2)], Meter("a", "b"));
        Assert.Empty(first.Settled);
        var second = MeterBooks.Take(first.Next, [Claim("a", 2 * Minute, 2.3), Claim("b", 2 * Minute + 1, 2.3)], Meter("a", "b"));
        Assert.Equal(2.3, second.Shares().Sum(share => share.Wh), 9);
    }

    [Fact]
    public void A_machine_whose_agent_is_away_does_not_hold_up_the_others_for_ever()
    {
        var claims = new List<Claim> { Claim("a", 0, 0), Claim("b", 1, 0) };
        claims.AddRange(Enumerable.Range(1, 40).Select(minute => Claim("a", minute * Minute, minute * 0.3)));
        var step = MeterBooks.Take(new(), claims, Meter("a", "b"));
        Assert.Equal(12, step.Shares().Sum(share => share.Wh), 6);
        Assert.Contains(step.Shares(), share => share.Segment is { MachineId: "b", Unknown: true });
    }

    [Fact]
    public void What_cannot_have_flowed_belongs_to_nobody_and_is_kept()
    {
        // 22 517 kWh out of nowhere.
        var step = MeterBooks.Take(new(), [Claim("m", 0, 227), Claim("m", Minute, 22_517_000, "run", RunPhase.Processing)], Meter("m"));
        Assert.Equal(CounterOddity.Jump, step.Flags[1]);
        Assert.InRange(step.Shares().Single(share => share.Segment.RunId == "run").Wh, 1, 3);
        Assert.Equal(Basis.Implausible, step.Shares()[^1].Basis);
        Assert.Null(step.Shares()[^1].Segment.MachineId);
        Assert.Equal(22_517_000 - 227, step.Shares().Sum(share => share.Wh), 3);
    }

    [Fact]
    public void Readings_that_come_twice_or_late_change_no_sum()
    {
        var around = Meter("m");
        var first = MeterBooks.Take(new(), [Claim("m", 0, 0), Claim("m", 2 * Minute, 4, "run", RunPhase.Processing), Claim("m", 4 * Minute, 8, "run", RunPhase.Processing)], around);
        var again = MeterBooks.Take(first.Next, [Claim("m", 4 * Minute, 8, "run", RunPhase.Processing), Claim("m", 3 * Minute, 6, "run", RunPhase.Processing)], around);
        Assert.Equal([CounterOddity.Duplicate, CounterOddity.Late], again.Flags);
        Assert.Empty(again.Settled);
        Assert.Equal(3 * Minute, again.LateFromMs);
    }

    [Fact]
    public void Two_stations_that_read_side_by_side_make_no_reset()
    {
        var step = MeterBooks.Take(new(), [Claim("a", 0, 100), Claim("b", 2, 99.998), Claim("a", Minute, 101), Claim("b", Minute + 2, 100.999)], Meter("a", "b"));
        Assert.DoesNotContain(step.Flags, flag => flag is CounterOddity.Reset or CounterOddity.FellBack);
        Assert.Equal(1, step.Shares().Sum(share => share.Wh), 6);
    }

    [Fact]
    public void The_rest_of_a_circuit_belongs_to_nobody()
    {
        var around = Meter() with { IsCircuit = true, BookedBehindWh = (_, _) => 70, Story = [] };
        var shares = MeterBooks.Take(new(), [Claim(null, 0, 0), Claim(null, 60 * Minute, 100)], around).Shares();
        Assert.Equal((null, 30.0), (shares.Single().Segment.MachineId, shares.Single().Wh));
    }

    [Fact]
    public void A_machine_without_a_plug_on_a_metered_circuit_takes_what_its_model_expects_and_the_rest_is_nobodys()
    {
        var around = Meter("m") with
        {
            IsCircuit = true, BookedBehindWh = (_, _) => 70, Story = [new("m", "run", RunPhase.Processing, 0, 60 * Minute), new("m", null, RunPhase.Standby, 60 * Minute, 120 * Minute)],
        };
        var shares = MeterBooks.Take(new(), [Claim(null, 0, 0), Claim(null, 60 * Minute, 370)], around).Shares();
        Assert.InRange(shares.Single(share => share.Segment.RunId == "run").Wh, 95, 105);
        Assert.Equal(300, shares.Sum(share => share.Wh), 6);
    }

    [Property(MaxTest = 60)]
    public Property Whatever_is_reported_the_shares_add_up_to_the_meter(int seed)
    {
        var random = new Random(seed);
        string[] machines = [.. Enumerable.Range(0, random.Next(1, 4)).Select(number => $"m{number}")];
        var around = Meter(machines);
        var meter = new OpenMeter();
        double counter = random.Next(10_000), booked = 0, counted = 0;
        var atMs = 0L;
        for (var batch = 0; batch < 6; batch++)
        {
            var claims = new List<Claim>();
            for (var i = 0; i < 15; i++)
            {
                atMs += random.Next(1, 120_000);
                counter = random.Next(20) switch { 0 => random.NextDouble() * 2, 1 => counter * random.NextDouble(), 2 => counter + 1e5, _ => counter + random.NextDouble() * 5 };
                double? said = random.Next(12) switch { 0 => null, 1 => double.NaN, 2 => -3, _ => counter };
                var run = random.Next(3);
                claims.Add(Claim(machines[random.Next(machines.Length)], random.Next(15) == 0 ? atMs - 200_000 : atMs, said,
                    run == 0 ? null : $"r{run}{batch}", run == 0 ? RunPhase.Standby : RunPhase.Processing));
            }
            var step = MeterBooks.Take(meter, claims, around);
            meter = step.Next;
            booked += step.Shares().Sum(share => share.Wh);
            counted += step.Settled.Sum(settled => settled.Interval.OwnWh);
            if (step.Shares().Any(share => !(share.Wh >= 0) || share.LowWh > share.Wh + 1e-9 || share.HighWh < share.Wh - 1e-9))
                return false.ToProperty();
        }
        return (Math.Abs(booked - counted) < 1e-6 * Math.Max(1, counted)).ToProperty();
    }
}
