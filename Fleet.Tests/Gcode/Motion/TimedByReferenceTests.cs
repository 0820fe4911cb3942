using System.Text;
using Fleet.Core.Machines;
using Fleet.Tests.Gcode.Motion.Reference;

namespace Fleet.Tests.Gcode.Motion;

/// <summary>Every planner kind against a brute-force reading of the same firmware mathematics that shares no code with the analysis.</summary>
public sealed class TimedByReferenceTests(ITestOutputHelper output)
{
    static readonly string[] PrinterPlanners = ["marlin", "jerk", "older jerk", "klipper"];
    static readonly string[] Small = ["ps_cube20_ender3_020.gcode", "ps_cube20_mk3s_020.gcode"];
    static readonly string[] Big = ["cura_vase40_ender3.gcode", "ps_vase40_mini_015.gcode", "ps_vase100_ender3_020.gcode", "ps_cube20_mk3s_020_thumbs.gcode"];

    public static TheoryData<string, string> SmallPrints() => Pairs(Small);

    public static TheoryData<string, string> BigPrints() => Pairs(Big);

    [Theory]
    [MemberData(nameof(SmallPrints))]
    public void A_print_takes_as_long_as_by_brute_force(string sample, string planner) => Compare(sample, Of(planner));

    [Theory]
    [MemberData(nameof(BigPrints))]
    [Trait("Length", "Long")]
    public void A_long_print_takes_as_long_as_by_brute_force(string sample, string planner) => Compare(sample, Of(planner));

    [Theory]
    [InlineData("cnc_pocket_small.nc")]
    [InlineData("cnc_pocket_arcs.nc")]
    public void A_milling_program_takes_as_long_as_by_brute_force(string sample) => Compare(sample, TestMachines.Grbl);

    void Compare(string sample, Profile machine)
    {
        byte[] bytes = Sample.Bytes(sample);
        double seconds = Read.Whole(bytes, machine).Analysis.MotionSeconds;
        ReferenceProgram program = ReferenceProgram.Read(Encoding.Latin1.GetString(bytes), machine);
        FirmwareTraits firmware = machine.Firmware;
        var ring = new ReferenceRing(
            firmware.Planner, firmware.Family == FirmwareFamily.Prusa, firmware.Planner == PlannerKind.Grbl ? firmware.PlannerBlocks - 1 : firmware.PlannerBlocks - 2);
        double reference = program.DwellSeconds + program.Stretches.Sum(firmware.Planner == PlannerKind.Klipper ? ReferenceKlipper.Seconds : ring.Seconds);
        output.WriteLine($"{sample}, {firmware.Planner} of {firmware.Family}: analysis {seconds:0.00} s, brute force {reference:0.00} s, {100 * (seconds / reference - 1):+0.000;-0.000} %");
        Assert.InRange(seconds / reference, 0.998, 1.002);
    }

    static Profile Of(string planner) => planner switch
    {
        "marlin" => TestMachines.Marlin,
        "jerk" => TestMachines.ClassicJerk,
        "older jerk" => TestMachines.ClassicJerk with { Firmware = TestMachines.ClassicJerk.Firmware with { Family = FirmwareFamily.Prusa } },
        _ => TestMachines.Klipper,
    };

    static TheoryData<string, string> Pairs(string[] samples)
    {
        var pairs = new TheoryData<string, string>();
        foreach (string sample in samples)
        {
            foreach (string planner in PrinterPlanners)
                pairs.Add(sample, planner);
        }

        return pairs;
    }
}
