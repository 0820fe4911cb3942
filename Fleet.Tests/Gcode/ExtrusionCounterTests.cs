using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

public sealed class ExtrusionCounterTests
{
    [Theory]
    [InlineData("ps_cube20_ender3_020.gcode", FirmwareFamily.Marlin)]
    [InlineData("ps_cube20_mk3s_020.gcode", FirmwareFamily.Prusa)]
    [InlineData("cura_vase40_ender3.gcode", FirmwareFamily.Marlin)]
    [InlineData("ps_vase40_mini_015.gcode", FirmwareFamily.PrusaBuddy)]
    public void It_agrees_with_the_analysis_to_the_last_bit(string name, FirmwareFamily family)
    {
        byte[] program = Sample.Bytes(name);
        Profile machine = TestMachines.Marlin with { Firmware = TestMachines.Marlin.Firmware with { Family = family } };
        FilamentUse use = Read.Whole(program, machine).Analysis.Filament[0];
        ExtrusionCounter counter = Counted(program, family);
        Assert.Equal(use.LengthMm, counter.LengthMm(0));
        Assert.Equal(use.FedLengthMm, counter.FedLengthMm(0));
    }

    [Theory]
    [InlineData(FirmwareFamily.Marlin, "G90\nM82\nG1 X1 E5\nG1 X2 E8", 8)]
    [InlineData(FirmwareFamily.Marlin, "M83\nG1 X1 E5\nG1 X2 E8", 13)]
    [InlineData(FirmwareFamily.Marlin, "M83\nG90\nG1 X1 E5\nG1 X2 E8", 8)]
    [InlineData(FirmwareFamily.Prusa, "M83\nG90\nG1 X1 E5\nG1 X2 E8", 13)]
    [InlineData(FirmwareFamily.Marlin, "G91\nG1 X1 E5\nG1 X2 E8", 13)]
    [InlineData(FirmwareFamily.Prusa, "G91\nG1 X1 E5\nG1 X2 E8", 8)]
    [InlineData(FirmwareFamily.Klipper, "G91\nM82\nG1 X1 E5\nG1 X2 E8", 13)]
    [InlineData(FirmwareFamily.Marlin, "M82\nG1 X1 E5\nG92 E0\nG1 X2 E8", 13)]
    [InlineData(FirmwareFamily.Marlin, "M83\nG1 X1 E5\nG1 E-2\nG1 E2\nG1 X2 E1\nG1 E-3", 6)]
    [InlineData(FirmwareFamily.Marlin, "G20\nM83\nG1 X1 E1", 25.4)]
    [InlineData(FirmwareFamily.Marlin, "M83\nG1 E10\nG10\nG10\nG11\nG1 E1", 11)]
    [InlineData(FirmwareFamily.Marlin, "m83\ng1x1e5;E9\nN7 G1 X2 E3*99", 8)]
    [InlineData(FirmwareFamily.Marlin, "M83\nM117 E99 G1 E5\nG1 E1", 1)]
    [InlineData(FirmwareFamily.Marlin, "M83\nG2 X1 Y1 I1 E4", 4)]
    public void Every_mode_counts_as_the_firmware_counts(FirmwareFamily family, string program, double lengthMm)
    {
        Assert.Equal(lengthMm, Counted(Encoding.ASCII.GetBytes(program), family).LengthMm(0), 1e-9);
        Profile machine = TestMachines.Marlin with { Firmware = TestMachines.Marlin.Firmware with { Family = family } };
        Assert.Equal(lengthMm, Read.Text(program, machine).Filament[0].LengthMm, 1e-9);
    }

    [Fact]
    public void Volumetric_extrusion_is_divided_by_the_cross_section()
    {
        double area = Math.PI * 1.75 * 1.75 / 4;
        Assert.Equal(10 / area, Counted("M83\nM200 D1.75\nG1 X1 E10"u8.ToArray(), FirmwareFamily.Marlin).LengthMm(0), 1e-9);
    }

    [Fact]
    public void Flow_changes_what_is_fed_and_not_what_is_asked_for()
    {
        ExtrusionCounter counter = Counted("M83\nM221 S95\nG1 X1 E100"u8.ToArray(), FirmwareFamily.Marlin);
        Assert.Equal((100.0, 95.0), (counter.LengthMm(0), counter.FedLengthMm(0)));
    }

    [Fact]
    public void Tools_are_counted_apart()
    {
        ExtrusionCounter counter = Counted("M83\nG1 E5\nT1\nG1 E7\nT0\nG1 E1"u8.ToArray(), FirmwareFamily.Marlin);
        Assert.Equal((6.0, 7.0, 2), (counter.LengthMm(0), counter.LengthMm(1), counter.ToolCount));
    }

    [Fact]
    public void A_line_costs_no_memory()
    {
        var counter = new ExtrusionCounter();
        counter.Feed("M83"u8);
        counter.Feed("G1 X1 E1"u8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            counter.Feed("G1 X12.345 Y67.89 E.01234\n"u8);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static ExtrusionCounter Counted(byte[] program, FirmwareFamily family)
    {
        var counter = new ExtrusionCounter(family);
        foreach (Range line in program.AsSpan().Split((byte)'\n'))
            counter.Feed(program.AsSpan(line));
        return counter;
    }
}
