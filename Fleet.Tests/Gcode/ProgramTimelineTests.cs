using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode;

public sealed class ProgramTimelineTests
{
    [Fact]
    public void Time_falls_from_the_whole_to_nothing_and_never_rises()
    {
        AnalysisOutcome.Analysed whole = Read.Whole(Sample.Bytes("ps_cube20_mk3s_020.gcode"), TestMachines.Marlin);
        ProgramTimeline timeline = whole.Timeline;
        Assert.Equal(whole.Analysis.DurationSeconds, timeline.TotalSeconds, 0.01);
        Assert.Equal(whole.Analysis.DurationSeconds, timeline.RemainingSecondsAt(0), 0.01);
        Assert.Equal(0, timeline.RemainingSecondsAt(whole.Analysis.LineCount));
        Assert.Equal(whole.Analysis.Filament[0].LengthMm, timeline.FilamentMmAt(whole.Analysis.LineCount), 0.01);
        double last = double.MaxValue;
        for (long line = 0; line <= whole.Analysis.LineCount; line++)
        {
            double remaining = timeline.RemainingSecondsAt(line);
            Assert.True(remaining <= last);
            last = remaining;
        }
    }

    [Fact]
    public void A_long_move_does_not_lend_its_time_to_the_lines_before_it()
    {
        string program = "G21\n" + string.Concat(Enumerable.Repeat("G1 X1 F6000\nG1 X2\n", 20)) + "G1 X150 F300\n";
        AnalysisOutcome.Analysed whole = Read.Whole(System.Text.Encoding.ASCII.GetBytes(program), TestMachines.Marlin);
        Assert.True(whole.Timeline.ElapsedSecondsAt(40) < 3);
        Assert.True(whole.Timeline.ElapsedSecondsAt(42) > 29);
    }

    [Fact]
    public void It_survives_being_written_and_read()
    {
        ProgramTimeline timeline = Read.Whole(Sample.Bytes("ps_cube20_ender3_020.gcode"), TestMachines.Marlin).Timeline;
        byte[] bytes = timeline.ToBytes();
        ProgramTimeline read = Assert.IsType<ProgramTimeline>(ProgramTimeline.FromBytes(bytes));
        Assert.True(bytes.Length < 6 * timeline.SampleCount);
        for (long line = 0; line < timeline.LastLine; line += 13)
        {
            Assert.Equal(timeline.ElapsedSecondsAt(line), read.ElapsedSecondsAt(line), 0.01);
            Assert.Equal(timeline.FilamentMmAt(line), read.FilamentMmAt(line), 0.1);
        }

        Assert.Null(ProgramTimeline.FromBytes(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Null(ProgramTimeline.FromBytes("no timeline"u8));
    }

    [Fact]
    public void A_very_long_program_is_sampled_more_coarsely()
    {
        var builder = new TimelineBuilder();
        for (int line = 1; line <= 1_000_000; line++)
            builder.Advance(line, 2, line);
        ProgramTimeline timeline = builder.Build(1_000_000);
        Assert.True(timeline.SampleCount <= TimelineBuilder.MaxSamples);
        Assert.Equal(1_000_000, timeline.RemainingSecondsAt(500_000), 1.0);
    }
}
