using System.Globalization;
using System.Text;
using Fleet.Core.Machines;
using Fleet.Tests.Gcode.Motion.Reference;

namespace Fleet.Tests.Gcode.Motion;

/// <summary>
/// Against the agent's simulated firmware, whose ring of moves was written apart from the analysis. It knows one acceleration and no M201 to
/// M205, so these lines are left out for both.
/// </summary>
public sealed class TimedBySimulationTests(ITestOutputHelper output)
{
    static readonly string[] LeftOut =
        ["M73", "M84", "M104", "M105", "M106", "M107", "M109", "M115", "M140", "M190", "M201", "M203", "M204", "M205", "M221", "M862.3", "M900", "G28", "G29", "G80"];

    static readonly Profile Printer = TestMachines.Marlin with
    {
        Motion = TestMachines.Marlin.Motion with
        {
            PrintAccelerationMmPerS2 = 1000,
            TravelAccelerationMmPerS2 = 1000,
            RetractAccelerationMmPerS2 = 1000,
        },
    };

    [Theory]
    [InlineData("ps_cube20_ender3_020.gcode")]
    [InlineData("ps_cube20_mk3s_020.gcode")]
    public void A_print_takes_as_long_as_the_simulated_firmware(string sample) => ComparePrint(sample);

    [Theory]
    [InlineData("cura_vase40_ender3.gcode")]
    [InlineData("ps_vase40_mini_015.gcode")]
    [InlineData("ps_vase100_ender3_020.gcode")]
    [Trait("Length", "Long")]
    public void A_long_print_takes_as_long_as_the_simulated_firmware(string sample) => ComparePrint(sample);

    /// <summary>The simulated GRBL cuts arcs into longer pieces than the real one, so it is given the real one's pieces.</summary>
    [Theory]
    [InlineData("cnc_pocket_small.nc")]
    [InlineData("cnc_pocket_arcs.nc")]
    public void A_milling_program_takes_as_long_as_the_simulated_firmware(string sample)
    {
        byte[] bytes = Sample.Bytes(sample);
        ReferenceProgram program = ReferenceProgram.Read(Encoding.Latin1.GetString(bytes), TestMachines.Grbl);
        double simulated = program.DwellSeconds + SimulatedRun.Seconds(TestMachines.Grbl, program.Stretches.SelectMany(Lines));
        Compare(sample, Read.Whole(bytes, TestMachines.Grbl).Analysis.MotionSeconds, simulated);
    }

    static IEnumerable<string> Lines(IReadOnlyList<ReferenceMove> moves) =>
    [
        "G91",
        .. moves.Select(move => string.Create(CultureInfo.InvariantCulture,
            $"G{(move.Rapid ? 0 : 1)} X{move.Delta[0]:F6} Y{move.Delta[1]:F6} Z{move.Delta[2]:F6} F{(move.Rapid ? 30_000 : move.FeedMmPerS * 60):F3}")),
        "G4 P0",
    ];

    void ComparePrint(string sample)
    {
        string[] lines =
        [
            "M302 P1",
            .. Encoding.Latin1.GetString(Sample.Bytes(sample)).Split('\n')
                .Select(line => line.Split(';')[0].Trim())
                .Where(line => line.Length > 0 && !LeftOut.Contains(line.Split(' ')[0])),
        ];
        double simulated = SimulatedRun.Seconds(Printer, lines);
        Compare(sample, Read.Text(string.Join('\n', lines), Printer).MotionSeconds, simulated);
    }

    void Compare(string sample, double seconds, double simulated)
    {
        output.WriteLine($"{sample}: analysis {seconds:0.00} s, simulated firmware {simulated:0.00} s, {100 * (seconds / simulated - 1):+0.000;-0.000} %");
        Assert.InRange(seconds / simulated, 0.98, 1.02);
    }
}
