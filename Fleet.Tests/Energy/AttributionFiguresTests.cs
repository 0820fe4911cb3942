using Fleet.Bench.Report;

namespace Fleet.Tests.Energy;

/// <summary>The bench's figures with fewer shifts: a change that makes the numbers worse fails here first.</summary>
public sealed class AttributionFiguresTests
{
    [Fact]
    public void One_plug_per_machine_is_right_to_a_percent()
    {
        var errors = AttributionFigures.Metered(machines: 1, shifts: 12, runs: 8, stepWh: 0.001);
        Assert.InRange(errors.Mean, 0, 0.01);
    }

    [Fact]
    public void Two_machines_on_one_plug_are_told_apart()
    {
        var errors = AttributionFigures.Metered(machines: 2, shifts: 10, runs: 10, stepWh: 0.001);
        Assert.InRange(errors.Mean, 0, 0.05);
        // 140 runs: three standard errors around 90 %.
        Assert.InRange(errors.Within, 0.82, 0.98);
    }

    [Fact]
    public void A_machine_that_had_a_meter_once_is_booked_well_without()
    {
        var errors = AttributionFigures.Unmetered(shifts: 12, runs: 24);
        Assert.InRange(errors.Mean, 0, 0.08);
        Assert.InRange(errors.Within, 0.82, 0.98);
    }

    [Fact]
    public void Missing_readings_and_resets_leave_the_books_exact()
    {
        var (gapWh, withinBounds) = AttributionFigures.Damaged(shifts: 4);
        Assert.InRange(gapWh, 0, 1e-6);
        Assert.Equal(1, withinBounds);
    }
}
