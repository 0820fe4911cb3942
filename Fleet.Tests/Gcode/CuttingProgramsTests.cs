using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>A square of 20 mm as the programs of workshops write it.</summary>
public sealed class CuttingProgramsTests
{
    const string LightBurn =
        "; LightBurn 1.4.03\n; GRBL device profile, absolute coords\n; Bounds: X10 Y10 to X30 Y30\nG00 G17 G40 G21 G54\nG90\nM4\n; Cut @ 1200 mm/min, 60% power\nM8\n"
        + "G0 X10Y10\n; Layer C00\nG1 X30 S600F1200\nG1 Y30\nG1 X10\nG1 Y10\nM9\nG1 S0\nM5\nG90\n; return to user-defined finish pos\nG0 X0 Y0\nM2\n";

    const string LightBurnRelative =
        "; LightBurn 1.2.00\n; GRBL device profile, user origin\nG00 G17 G40 G21 G54\nG91\nM4\n; Cut @ 1200 mm/min, 60% power\nM8\n"
        + "G0X10Y10\nG1X20S600F1200\nG1Y20\nG1X-20\nG1Y-20\nM9\nG1 S0\nM5\nG90\nG0X0Y0\nM2\n";

    const string LaserGrbl =
        "G90 (use absolute coordinates)\nG0 X10 Y10 S0\nM4\nG1 F1200\nG1 X30 S600\nG1 Y30 S600\nG1 X10 S600\nG1 Y10 S600\nM5\nG0 X0 Y0\n";

    const string Fusion =
        "(1001)\n(T1 D=6. CR=0. - ZMIN=-1. - flat end mill)\nG90 G94\nG17\nG21\nG53 G0 Z0\n\n(2D Contour1)\nM5\nM9\nT1\nS12000 M3\nG54\nG0 X10. Y10.\nZ15.\nZ5.\n"
        + "G1 Z-1. F333.3\nX30. F1200.\nY30.\nX10.\nY10.\nG0 Z15.\nM9\nG53 G0 Z0\nG53 X0. Y0.\nM5\nM30\n%\n";

    const string FreeCad =
        "(Exported by FreeCAD)\n(Post Processor: linuxcnc_post)\n(Cam File: square)\n(begin preamble)\nG17 G54 G40 G49 G80 G90\nG21\n(begin operation: TC: 6mm Endmill)\n(machine units: mm_per_min)\n"
        + "M5\nM6 T1\nG43 H1\nM3 S12000\n(begin operation: Profile)\nG0 Z5.000\nG0 X10.000 Y10.000\nG0 Z3.000\nG1 X10.000 Y10.000 Z-1.000 F333.300\nG1 X30.000 Y10.000 F1200.000\n"
        + "G1 X30.000 Y30.000\nG1 X10.000 Y30.000\nG1 X10.000 Y10.000\nG0 Z5.000\n(begin postamble)\nM5\nG17 G54 G90 G80 G40\nM2\n";

    const string Estlcam =
        "G21\nG90\n(Project: square)\nT1\nM03 S12000\nG00 Z5.0000\nG00 X10.0000 Y10.0000\nG00 Z0.5000\nG01 Z-1.0000 F333 S12000\nG01 X30.0000 F1200\nG01 Y30.0000\nG01 X10.0000\nG01 Y10.0000\nG00 Z5.0000\nM05\nM30\n";

    [Theory]
    [InlineData(nameof(LightBurn), MachineKind.Laser, 0)]
    [InlineData(nameof(LightBurnRelative), MachineKind.Laser, 0)]
    [InlineData(nameof(LaserGrbl), MachineKind.Laser, 0)]
    [InlineData(nameof(Fusion), MachineKind.CncRouter, 6)]
    [InlineData(nameof(FreeCad), MachineKind.CncRouter, 4)]
    [InlineData(nameof(Estlcam), MachineKind.CncRouter, 1.5)]
    public void A_square_is_a_square_in_every_programs_words(string program, MachineKind kind, double plungeMm)
    {
        Profile machine = kind == MachineKind.Laser ? TestMachines.Laser
            : program == nameof(FreeCad) ? TestMachines.Grbl with { Firmware = TestMachines.Grbl.Firmware with { Family = FirmwareFamily.LinuxCnc } }
            : TestMachines.Grbl;
        foreach (Profile? profile in new[] { null, machine })
        {
            ProgramAnalysis analysis = Read.Text(TextOf(program), profile);
            Assert.Equal(kind, analysis.Kind);
            Assert.Equal(80 + plungeMm, analysis.CutLengthMm, 1e-6);
            Assert.Equal((10, 10, 30, 30), (analysis.WorkBounds!.Min.X, analysis.WorkBounds.Min.Y, analysis.WorkBounds.Max.X, analysis.WorkBounds.Max.Y));
            Assert.Equal(plungeMm > 0 ? 12_000 : null, analysis.MaxSpindleRpm);
            Assert.Equal(plungeMm > 0 ? null : 600, analysis.MaxLaserS);
            Assert.Equal(1200, analysis.MaxFeedMmPerMin);
            Assert.DoesNotContain(analysis.Findings, finding => finding.Severity == FindingSeverity.Blocking);
        }
    }

    [Fact]
    public void A_laser_burns_only_while_it_cuts()
    {
        ProgramAnalysis analysis = Read.Text(LightBurn, TestMachines.Laser);
        Assert.InRange(analysis.LaserOnSeconds, 4, analysis.MotionSeconds);
        Assert.True(analysis.MotionSeconds - analysis.LaserOnSeconds > 1, "The ways there and back are dark.");
    }

    static string TextOf(string program) => program switch
    {
        nameof(LightBurn) => LightBurn,
        nameof(LightBurnRelative) => LightBurnRelative,
        nameof(LaserGrbl) => LaserGrbl,
        nameof(Fusion) => Fusion,
        nameof(FreeCad) => FreeCad,
        _ => Estlcam,
    };
}
