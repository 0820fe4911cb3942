using Fleet.Core.Energy;

namespace Fleet.Tests.Energy;

public sealed class ThermalWarmUpTests
{
    [Fact]
    public void An_aluminium_bed_needs_what_the_physics_says()
    {
        // 235 × 235 × 3 mm: 0.40 kJ/K; without loss +40 K are 4.4 Wh.
        var bed = new ThermalWarmUp(350, 400, 0.001);
        Assert.Equal(400 * 40 / 3600.0, bed.WarmUpWh(20, 60, 20)!.Value, 2);
    }

    [Fact]
    public void A_heat_up_of_a_profile_is_met_by_its_own_model() =>
        Assert.Equal(180, ThermalWarmUp.FromHeatUp(220, 25, 60, 180).Seconds(25, 60, 22)!.Value, 6);

    [Fact]
    public void A_warm_bed_costs_the_second_job_less()
    {
        var bed = ThermalWarmUp.FromHeatUp(220, 25, 60, 180);
        Assert.True(bed.WarmUpWh(50, 60, 22) < bed.WarmUpWh(22, 60, 22) / 2);
        Assert.Equal(0, bed.WarmUpWh(61, 60, 22));
    }

    [Fact]
    public void A_heater_that_is_too_weak_never_gets_there() => Assert.Null(new ThermalWarmUp(50, 400, 1).WarmUpWh(20, 90, 20));

    [Fact]
    public void Capacity_and_loss_are_read_off_a_logged_heat_up()
    {
        var truth = new ThermalWarmUp(250, 420, 2.2);
        var log = new List<(double, double, double)>();
        double temperature = 21;
        for (var second = 0; second <= 400; second++)
        {
            if (second % 5 == 0)
                log.Add((second, Math.Round(temperature, 1), 250));
            temperature += (250 - truth.LossWPerK * (temperature - 21)) / truth.CapacityJPerK;
        }
        var fit = ThermalWarmUp.Fit(log, 21);
        Assert.NotNull(fit);
        Assert.InRange(fit.CapacityJPerK, 420 * 0.97, 420 * 1.03);
        Assert.InRange(fit.LossWPerK, 2.2 * 0.95, 2.2 * 1.05);
    }

    [Fact]
    public void A_log_that_says_nothing_gives_nothing() =>
        Assert.Null(ThermalWarmUp.Fit([.. Enumerable.Range(0, 10).Select(second => ((double)second, 21.0, 0.0))], 21));
}
