using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

public sealed class DialectTests
{
    [Theory]
    [InlineData("G28\r\nM83\r\nG1 X10 Y5 E1 F600\r\n")]
    [InlineData("g28\nm83\ng1x10y5e1f600")]
    [InlineData("N1 G28*18\nN2 M83*99\nN3 G1 X10 Y5 E1 F600*87\n")]
    [InlineData("G28\nM83\nG1 X 10 Y 5 E 1 F 600\n")]
    [InlineData("\uFEFFG28\nM83\nG1 X10 Y5 (go) E1 F600 ; there\n")]
    [InlineData("G28\nM83\n\tG1\tX+10.000\tY05\tE1.\tF600")]
    [InlineData("G28\rM83\rG1 X10 Y5 E1 F600\r")]
    [InlineData("%\nG28\nM83\nG1 X10 Y5 E1 F600 ; h\u00FCbsch\n%\n")]
    public void One_program_in_all_its_spellings(string program)
    {
        ProgramAnalysis analysis = Read.Text(program, TestMachines.Marlin);
        Assert.Equal(new Point(10, 5, 0), analysis.Bounds!.Max);
        Assert.Equal(1, analysis.Filament[0].LengthMm);
        Assert.Equal(600, analysis.MaxFeedMmPerMin);
    }

    [Fact]
    public void Latin_1_comments_do_no_harm() =>
        Assert.Equal(1, Read.Whole([.. "G28\nG1 X1 F100 ; "u8, 0xFC, 0xE4, .. "\nG1 X2\n; "u8, 0xDF], TestMachines.Marlin).Analysis.MoveCount - 1);

    [Fact]
    public void Several_codes_share_a_cnc_line()
    {
        ProgramAnalysis analysis = Read.Text("G17 G21 G90 G94 G54 M3 S9000\nG0 X10\nX20 Y5\nG1 Z-1 F200 M8\nX30\nM5 M9\nM30", TestMachines.Grbl);
        Assert.Equal(new Point(30, 5, 0), analysis.Bounds!.Max);
        Assert.Equal(4, analysis.MoveCount);
        Assert.Equal(11, analysis.CutLengthMm, 1e-9);
    }

    [Theory]
    [InlineData(FirmwareFamily.Marlin, "G4 P500", 0.5)]
    [InlineData(FirmwareFamily.Marlin, "G4 S2", 2)]
    [InlineData(FirmwareFamily.Marlin, "G4 S2 P500", 2)]
    [InlineData(FirmwareFamily.Smoothieware, "G4 S2 P500", 2.5)]
    [InlineData(FirmwareFamily.Grbl, "G4 P0.5", 0.5)]
    public void A_dwell_is_in_the_unit_of_its_firmware(FirmwareFamily family, string line, double seconds)
    {
        Profile machine = TestMachines.Marlin with { Firmware = TestMachines.Marlin.Firmware with { Family = family } };
        Assert.Equal(seconds, Read.Text(line + "\n", machine).DwellSeconds, 1e-9);
    }

    [Fact]
    public void Marlin_reads_only_the_first_command_of_a_line() =>
        Assert.Equal((0.0, 1L), Read.Text("G28\nG1 X1 F600 G4 P9000\n", TestMachines.Marlin) is var a ? (a.DwellSeconds, a.MoveCount) : default);

    [Fact]
    public void A_drilling_cycle_goes_down_and_up_at_every_place()
    {
        Profile hal = TestMachines.Grbl with { Firmware = TestMachines.Grbl.Firmware with { Family = FirmwareFamily.GrblHal } };
        ProgramAnalysis analysis = Read.Text("G21 G90\nM3 S9000\nG0 Z5\nG99 G81 X10 Y0 Z-4 R1 F100\nX20\nX30\nG80\nG0 Z5\nM5\nM2", hal);
        Assert.Equal(15, analysis.CutLengthMm, 1e-9);
        Assert.Equal(-4, analysis.Bounds!.Min.Z);
        Assert.Equal(30, analysis.Bounds.Max.X);
    }

    [Fact]
    public void Offsets_that_the_program_sets_are_taken_out()
    {
        ProgramAnalysis analysis = Read.Text("G21 G90\nG0 X10 Y10\nG92 X0 Y0\nG0 X5\nG92.1\nG0 X12\n", TestMachines.Grbl);
        Assert.Equal(15, analysis.Bounds!.Max.X);
    }

    [Fact]
    public void A_laser_cuts_where_its_power_says_so()
    {
        ProgramAnalysis analysis = Read.Text("G21 G90\nM4 S0\nG0 X0 Y0\nG1 X10 S300 F1000\nG1 X20 S0\nG1 X30 S700\nM5\nM2", TestMachines.Laser);
        Assert.Equal((20.0, 700.0), (analysis.CutLengthMm, analysis.MaxLaserS));
        Assert.InRange(analysis.LaserOnSeconds, 1.2, analysis.MotionSeconds - 0.5);
        Assert.Equal(0, analysis.SpindleSeconds);
    }

    [Fact]
    public void A_place_in_machine_coordinates_does_not_stretch_the_box()
    {
        ProgramAnalysis analysis = Read.Text("G21 G90\nM3 S9000\nG53 G0 Z-5\nG0 X10 Y10\nG1 Z-2 F100\nG53 G0 Z-1\nM5\nM2", TestMachines.Grbl);
        Assert.Equal(-2, analysis.Bounds!.Min.Z);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code == "rapid-into-stock");
    }

    [Theory]
    [InlineData(FirmwareFamily.RepRapFirmware)]
    [InlineData(FirmwareFamily.Smoothieware)]
    [InlineData(FirmwareFamily.Marlin)]
    public void Parameters_of_settings_move_nothing(FirmwareFamily family)
    {
        Profile machine = TestMachines.Marlin with { Firmware = TestMachines.Marlin.Firmware with { Family = family } };
        ProgramAnalysis analysis = Read.Text("G28\nM92 X80 Y80 Z400 E93\nM104 T1 S200\nM207 S2 F1800\nM203 X500 Y500\nG1 X1 F600\n", machine);
        Assert.Equal((1L, 600.0), (analysis.MoveCount, analysis.MaxFeedMmPerMin));
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code == "tool-missing");
    }

    [Fact]
    public void A_second_nozzle_may_be_cold_while_the_first_one_prints()
    {
        ProgramAnalysis analysis = Read.Text("G28\nM83\nM104 S210 T0\nM109 S210\nM104 S0 T1\nG1 X9 E1 F600\nT1\nG1 X1 E1\n", TestMachines.Marlin);
        Assert.Equal((8L, 1L), Assert.Single(analysis.Findings, finding => finding.Code == "cold-extrusion") is var f ? (f.Line, f.Count) : default);
    }

    [Fact]
    public void Filaments_of_one_nozzle_share_its_heat() =>
        Assert.DoesNotContain(Read.Text("G28\nM83\nM109 S210\nT0\nG1 X9 E1 F600\nT1\nG1 X1 E1\n", TestMachines.Marlin).Findings, f => f.Code == "cold-extrusion");

    [Fact]
    public void Letters_in_a_placeholder_are_no_words()
    {
        ProgramAnalysis analysis = Read.Text("G28\nM82\nG1 X1 E5 F600\nG1 X9 Y{machine_depth} F900\nG1 X10 E6\n", TestMachines.Marlin);
        Assert.Equal((6.0, 10.0, 900.0), (analysis.Filament[0].LengthMm, analysis.Bounds!.Max.X, analysis.MaxFeedMmPerMin));
    }

    /// <summary>Found by the fuzzer: a bed hotter than any heater's balance.</summary>
    [Fact]
    public void An_impossible_temperature_leaves_the_time_finite() =>
        Assert.True(double.IsFinite(Read.Text("G28\nM190 S600\nM190 S60\nM190 S630\nG1 X1 F100\n", TestMachines.Marlin).DurationSeconds));

    [Fact]
    public void Klipper_words_change_the_limits()
    {
        const string Moves = "G28\nG1 X200 F18000\nG1 X0\nG1 X200\n";
        double plain = Read.Text(Moves, TestMachines.Klipper).MotionSeconds;
        double slow = Read.Text("SET_VELOCITY_LIMIT VELOCITY=50 ACCEL=500\n" + Moves, TestMachines.Klipper).MotionSeconds;
        Assert.True(slow > plain * 2);
    }

    [Theory]
    [InlineData(FirmwareFamily.RepRapFirmware, "G10 S215 P0\nM116\n")]
    [InlineData(FirmwareFamily.RepRapFirmware, "M568 P0 S215 R150\nM116\n")]
    [InlineData(FirmwareFamily.Klipper, "SET_HEATER_TEMPERATURE HEATER=extruder TARGET=215\nTEMPERATURE_WAIT SENSOR=extruder MINIMUM=213\n")]
    public void A_nozzle_is_hot_by_any_firmwares_word(FirmwareFamily family, string heating)
    {
        Profile machine = TestMachines.Marlin with
        {
            Firmware = TestMachines.Marlin.Firmware with { Family = family },
            Tools = [TestMachines.Marlin.Tools[0] with { HeatUpSeconds = 90 }],
        };
        ProgramAnalysis analysis = Read.Text("G28\nM83\n" + heating + "G1 X10 E1 F600\n", machine);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Code == "cold-extrusion");
        Assert.Equal(215, analysis.MaxNozzleC);
        Assert.Equal(100, analysis.HeatUpSeconds, 1.0);
    }
}
