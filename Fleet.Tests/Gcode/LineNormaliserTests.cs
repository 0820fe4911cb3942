using System.Text;
using Fleet.Core.Gcode;

namespace Fleet.Tests.Gcode;

public sealed class LineNormaliserTests
{
    [Theory]
    [InlineData("G1 X10.500 Y010 E-0.20 F1200.000 ; wall\r\n", "G1 X10.5 Y10 E-.2 F1200")]
    [InlineData("  g01x+0.0y-0.000", "G1 X0 Y0")]
    [InlineData("; only a comment", "")]
    [InlineData("%", "")]
    [InlineData("G38.20 Z-5", "G38.2 Z-5")]
    [InlineData("G0 (over here) X1 (go)", "G0 X1")]
    [InlineData("M117 Layer 01 of 10.50", "M117 Layer 01 of 10.50")]
    [InlineData("M862.3 P \"MK3S\" ; check", "M862.3 P \"MK3S\"")]
    [InlineData("M115 U3.11.0 ; version", "M115 U3.11.0")]
    [InlineData("START_PRINT BED=060 ; go", "START_PRINT BED=060")]
    [InlineData("$110=0500.00", "$110=0500.00")]
    [InlineData("G28 W ; home", "G28 W")]
    [InlineData("M84 X Y E", "M84 X Y E")]
    [InlineData("T0", "T0")]
    [InlineData("M00 Take the part", "M00 Take the part")]
    [InlineData("\u00EF\u00BB\u00BFG28", "G28")]
    public void A_line_is_sent_short_and_unchanged_in_meaning(string line, string sent)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(line), buffer = new byte[bytes.Length];
        int length = new LineNormaliser().Normalise(bytes, buffer);
        Assert.Equal(sent, Encoding.Latin1.GetString(buffer, 0, length));
    }

    [Fact]
    public void Without_blanks_the_same_words_remain()
    {
        byte[] buffer = new byte[64];
        int length = new LineNormaliser(spaces: false).Normalise("G1 X10.50 Y1 ; x"u8, buffer);
        Assert.Equal("G1X10.5Y1", Encoding.ASCII.GetString(buffer, 0, length));
    }

    [Theory]
    [InlineData("ps_cube20_mk3s_020.gcode", true)]
    [InlineData("ps_cube20_ender3_020.gcode", false)]
    [InlineData("cnc_pocket_arcs.nc", true)]
    public void A_normalised_program_does_the_same(string name, bool spaces)
    {
        byte[] program = Sample.Bytes(name);
        var normaliser = new LineNormaliser(spaces);
        var sent = new MemoryStream();
        byte[] buffer = new byte[4096];
        foreach (Range range in program.AsSpan().Split((byte)'\n'))
        {
            int length = normaliser.Normalise(program.AsSpan(range), buffer);
            sent.Write(buffer, 0, length);
            sent.WriteByte((byte)'\n');
        }

        ProgramAnalysis whole = Read.Whole(program, TestMachines.Marlin).Analysis, same = Read.Whole(sent.ToArray(), TestMachines.Marlin).Analysis;
        Assert.Equal(whole.MotionSeconds, same.MotionSeconds);
        Assert.Equal(whole.DistanceMm, same.DistanceMm);
        Assert.Equal(whole.Bounds, same.Bounds);
        Assert.Equal(whole.Filament.Sum(f => f.LengthMm), same.Filament.Sum(f => f.LengthMm));
    }
}
