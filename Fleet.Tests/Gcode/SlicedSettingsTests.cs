using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

/// <summary>Small parts sliced with PrusaSlicer 2.5.0 and Slic3r 1.3.0 under settings that change the language: the slicers' own figures are the measure.</summary>
public sealed class SlicedSettingsTests
{
    [Theory]
    [InlineData("ps_firmware_retraction.gcode", FirmwareFamily.Marlin, 348.72, 27, 311)]
    [InlineData("ps_raft_support.gcode", FirmwareFamily.Marlin, 465.77, 50, 386)]
    [InlineData("ps_spiral_vase.gcode", FirmwareFamily.Marlin, 129.45, 20, 166)]
    [InlineData("ps_volumetric.gcode", FirmwareFamily.Marlin, 183.71, 13, 153)]
    [InlineData("ps_reprapfirmware.gcode", FirmwareFamily.RepRapFirmware, 183.71, 13, 154)]
    [InlineData("ps_smoothie.gcode", FirmwareFamily.Smoothieware, 332.12, 16, 222)]
    [InlineData("slic3r_smoothie.gcode", FirmwareFamily.Smoothieware, 133.0, 27, null)]
    public void One_filament_is_what_the_slicer_claims(string name, FirmwareFamily family, double claimedMm, int layers, int? claimedSeconds)
    {
        ProgramAnalysis analysis = Analysed(name, family);
        FilamentUse use = Assert.Single(analysis.Filament);
        Assert.Equal(claimedMm, analysis.Slicer.Claims.FilamentMm!.Value, 0.01);
        Assert.InRange(use.LengthWithoutStartAndEndMm / claimedMm, 0.999, 1.001);
        Assert.Equal(layers, analysis.LayerCount);
        Assert.Equal(claimedSeconds, analysis.Slicer.Claims.DurationSeconds);
        if (claimedSeconds is { } seconds)
            Assert.InRange(analysis.MotionSeconds / seconds, 0.9, 1.1);
        Assert.DoesNotContain(analysis.Findings, finding => finding.Severity == FindingSeverity.Blocking);
    }

    [Fact]
    public void Two_tools_are_told_apart()
    {
        ProgramAnalysis analysis = Analysed("ps_two_tools.gcode", FirmwareFamily.Marlin);
        Assert.Equal([(0, "PLA"), (1, "PETG")], analysis.Filament.Select(use => (use.Tool, use.Material!)));
        Assert.Equal(93.63, analysis.Filament[0].LengthMm, 0.01);
        Assert.Equal(90.09, analysis.Filament[1].LengthMm, 0.01);
        Assert.Equal([1.24, 1.27], analysis.Filament.Select(use => use.DensityGPerCm3!.Value));
        Assert.Equal(183.72, analysis.Slicer.Claims.FilamentMm!.Value, 1e-9);
        Assert.Equal(2, analysis.Tools.Count);
    }

    /// <summary>Loading, ramming and priming are filament that has left the spool, and only in part in the slicer's figure: both are reported.</summary>
    [Fact]
    public void A_wipe_tower_takes_more_than_the_slicer_claims()
    {
        ProgramAnalysis analysis = Analysed("ps_wipe_tower.gcode", FirmwareFamily.Marlin);
        Assert.Equal(1182.86, analysis.Slicer.Claims.FilamentMm!.Value, 0.01);
        Assert.InRange(analysis.Filament.Sum(use => use.LengthWithoutStartAndEndMm) / 1182.86, 0.97, 1.0);
        Assert.InRange(analysis.Filament.Sum(use => use.LengthMm), 1182.86, 1500);
        Assert.Contains(analysis.Findings, finding => finding.Code == "claim-differs");
    }

    static ProgramAnalysis Analysed(string name, FirmwareFamily family)
    {
        Profile machine = TestMachines.Marlin with
        {
            Firmware = TestMachines.Marlin.Firmware with { Family = family },
            Tools = [TestMachines.Marlin.Tools[0], TestMachines.Marlin.Tools[0]],
        };
        return Read.Whole(Sample.Bytes(name), machine).Analysis;
    }
}
