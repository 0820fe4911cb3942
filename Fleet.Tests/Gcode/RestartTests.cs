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
