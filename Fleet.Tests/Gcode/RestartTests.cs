using System.Text;
using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode;

public sealed class RestartTests
{
    [Theory]
    [InlineData("ps_cube20_ender3_020.gcode")]
    [InlineData("ps_cube20_mk3s_020.gcode")]
    public void Going_on_from_a_restart_point_equals_the_rest_of_the_whole(string name)
    {
        byte[] program = Sample.Bytes(name);
        AnalysisOutcome.Analysed whole = Read.Whole(program, TestMachines.Marlin);
        // The first points lie between the waits for heaters, which are not repeated from a point.
        foreach (RestartPoint point in whole.RestartPoints.Skip(30).Where((_, i) => i % 25 == 7))
        {
            var rest = new MemoryStream(program, (int)point.Offset, program.Length - (int)point.Offset);
            var analysed = Assert.IsType<AnalysisOutcome.Analysed>(ProgramAnalyser.Analyse(
                rest, TestMachines.Marlin, AnalysisOptions.Default with { StartAt = point }, TestContext.Current.CancellationToken));
            Assert.Equal(whole.Analysis.Filament[0].LengthMm, analysed.Analysis.Filament[0].LengthMm);
            Assert.Equal(whole.Analysis.LineCount, analysed.Analysis.LineCount);
            Assert.Equal(whole.Analysis.WorkBounds!.Max.Z, analysed.Analysis.WorkBounds!.Max.Z);

            // Up to a queue of moves lies between what is read and what is done.
            double expected = whole.Timeline.RemainingSecondsAt(point.Line - 1);
            Assert.InRange(analysed.Analysis.DurationSeconds - expected, -6, 6);
        }
    }

    [Fact]
    public void A_restart_point_holds_all_that_the_machine_must_be_set_to()
    {
        string program = "G21\nG90\nM83\nM140 S60\nM141 S40\nM104 T1 S215\nT1\nM109 S210\nG28\nG92 X5\nM220 S90\nM221 S95\nM106 S127.5\nG1 X15 Y10 Z.3 F1200\nG1 E1\nG92 E0\nG10\nG1 X20 F3000\nG1 X30 Y20\nG4 S20\nG1 X40\n";
        AnalysisOutcome.Analysed whole = Read.Whole(Encoding.ASCII.GetBytes(program), TestMachines.Marlin);
        ProgramState state = whole.RestartPoints.Single(point => point.Line == 21).State!;
        Assert.Equal(new Point(30, 20, 0.3), state.Position);
        Assert.Equal([null, 210], state.NozzleTargetsC);
        Assert.Equal((1, 60, 40, 0.5), (state.Tool, state.BedTargetC, state.ChamberTargetC, state.FanShare));
        Assert.Equal((3000, 0.9, 0.95), (state.FeedMmPerMin, state.FeedFactor, state.FlowFactor));
        Assert.Equal((false, true, true, 0), (state.AxesRelative, state.ExtruderRelative, state.Retracted, state.PositionE));
    }

    [Fact]
    public void A_restart_point_of_a_milling_program_knows_spindle_coolant_and_coordinates()
    {
        string program = "G20 G91 G18 G55\nM4 S9000\nM8\nG0 Z1\nG4 P20\nG0 Z1\n";
        AnalysisOutcome.Analysed whole = Read.Whole(Encoding.ASCII.GetBytes(program), TestMachines.Grbl);
        ProgramState state = whole.RestartPoints.Single(point => point.Line == 6).State!;
        Assert.Equal(25.4, state.Position!.Value.Z);
        Assert.Equal((true, true, 18, 2), (state.Inches, state.AxesRelative, state.Plane, state.WorkSystem));
        Assert.Equal((true, true, 9000, true, false), (state.ToolOn, state.ToolReversed, state.ToolSpeed, state.Flood, state.Mist));
    }

    [Fact]
    public void Every_layer_begins_at_its_offset()
    {
        byte[] program = Sample.Bytes("ps_cube20_ender3_020.gcode");
        foreach (LayerMark layer in Read.Whole(program).Layers)
        {
            Assert.Equal(0.2 * (layer.Index + 1), layer.ZMm, 1e-9);
            Assert.StartsWith(";LAYER_CHANGE", System.Text.Encoding.ASCII.GetString(program, (int)layer.Offset, 20), StringComparison.Ordinal);
        }
    }
}
