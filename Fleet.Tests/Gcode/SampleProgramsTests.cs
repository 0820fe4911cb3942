using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>Golden analyses. Lengths were checked against the slicers' own figures; times are those of the planners as verified elsewhere.</summary>
public sealed class SampleProgramsTests
{
    [Theory]
    [InlineData("ps_cube20_ender3_020.gcode", 1463.12, 1443.11, 1443.11, 100, 5820)]
    [InlineData("ps_cube20_mk3s_020.gcode", 1270.00, 1248.50, 1248.51, 100, 21268)]
    [InlineData("ps_cube20_mk3s_020_thumbs.gcode", 1270.00, 1248.50, 1248.51, 100, 21268)]
    [InlineData("cura_vase40_ender3.gcode", 3251.93, 3221.93, 3221.93, 398, 288514)]
    [InlineData("ps_vase40_mini_015.gcode", 3300.39, 3282.39, 3282.40, 266, 318279)]
    [InlineData("ps_vase100_ender3_020.gcode", 27640.13, 27620.13, 27620.12, 500, 1560269)]
    public void Filament_is_what_the_slicer_claims(string name, double lengthMm, double bodyMm, double claimedMm, int layers, long moves)
    {
        ProgramAnalysis analysis = Read.Whole(Sample.Bytes(name), null, AnalysisOptions.Default with { WithMotionTime = false }).Analysis;
        FilamentUse use = Assert.Single(analysis.Filament);
        Assert.Equal(lengthMm, use.LengthMm, 0.01);
        Assert.Equal(bodyMm, use.LengthWithoutStartAndEndMm, 0.01);
        Assert.Equal(claimedMm, analysis.Slicer.Claims.FilamentMm!.Value, 0.01);
        Assert.InRange(use.LengthWithoutStartAndEndMm / claimedMm, 0.999, 1.001);
        Assert.Equal(layers, analysis.LayerCount);
        Assert.Equal(moves, analysis.MoveCount);
        Assert.Equal(MachineKind.Fff, analysis.Kind);
    }

    [Theory]
    [InlineData("ps_cube20_mk3s_020.gcode", 1747.7, 1751.7, 1772.1)]
    [InlineData("ps_cube20_ender3_020.gcode", 2340.6, 2307.8, 2345.2)]
    [InlineData("ps_vase40_mini_015.gcode", 7344.4, 7430.0, 8460.5)]
    public void Motion_time_of_each_planner_stays_what_it_is(string name, double junctionDeviation, double classicJerk, double klipper)
    {
        byte[] program = Sample.Bytes(name);
        Assert.Equal(junctionDeviation, Read.Whole(program, TestMachines.Marlin).Analysis.MotionSeconds, junctionDeviation * 0.005);
        Assert.Equal(classicJerk, Read.Whole(program, TestMachines.ClassicJerk).Analysis.MotionSeconds, classicJerk * 0.005);
        Assert.Equal(klipper, Read.Whole(program, TestMachines.Klipper).Analysis.MotionSeconds, klipper * 0.005);
    }

    [Fact]
    public void The_header_of_a_sliced_cube_is_understood()
    {
        AnalysisOutcome.Analysed whole = Read.Whole(Sample.Bytes("ps_cube20_mk3s_020_thumbs.gcode"), TestMachines.Marlin);
        ProgramAnalysis analysis = whole.Analysis;
        Assert.Equal(("PrusaSlicer", "2.5.0"), (analysis.Slicer.Name, analysis.Slicer.Version));
        Assert.Equal(28 * 60 + 57, analysis.Slicer.Claims.DurationSeconds);
        Assert.Equal(3.72, analysis.Slicer.Claims.FilamentGrams);
        Assert.Equal(("PLA", "MK3S", 0.4), (analysis.Material, analysis.PrinterModel, analysis.NozzleMm));
        Assert.Equal((215.0, 60.0), (analysis.MaxNozzleC, analysis.MaxBedC));
        Assert.Equal(1.24, analysis.Filament[0].DensityGPerCm3);
        Assert.Equal(3.79, analysis.Filament[0].MassGrams!.Value, 0.01);
        Assert.Equal(3, whole.Thumbnails.Count);
        Assert.All(whole.Thumbnails, picture => Assert.Equal(ThumbnailFormat.Png, picture.Format));
        Assert.Equal(new Point(112.6, 92.6, 0.2), Rounded(analysis.ModelBounds!.Min), (a, b) => Math.Abs(a.X - b.X) < 1 && Math.Abs(a.Y - b.Y) < 1 && a.Z == b.Z);
        Assert.Equal(20, analysis.ModelBounds.Max.Z, 1e-9);
        Assert.Equal(100, whole.Layers.Count);
        Assert.NotEmpty(whole.RestartPoints);
    }

    [Fact]
    public void A_milling_program_is_told_from_a_print()
    {
        ProgramAnalysis analysis = Read.Whole(Sample.Bytes("cnc_pocket_small.nc"), TestMachines.Grbl).Analysis;
        Assert.Equal(MachineKind.CncRouter, analysis.Kind);
        Assert.Empty(analysis.Filament);
        Assert.Equal(12_000, analysis.MaxSpindleRpm);
        Assert.Equal(545.7, analysis.CutLengthMm, 0.5);
        Assert.Equal(2, analysis.DwellSeconds);
        Assert.Equal(44, analysis.ArcCount);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Severity == FindingSeverity.Blocking);
    }

    static Point Rounded(Point p) => new(Math.Round(p.X, 1), Math.Round(p.Y, 1), Math.Round(p.Z, 1));
}
