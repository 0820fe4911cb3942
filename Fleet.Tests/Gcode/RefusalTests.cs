using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode;

public sealed class RefusalTests
{
    [Fact]
    public void An_empty_file_is_refused() => Assert.Contains("empty", Read.Refusal([]), StringComparison.Ordinal);

    [Fact]
    public void Binary_rubbish_is_refused_with_its_byte()
    {
        byte[] rubbish = new byte[5000];
        new Random(1).NextBytes(rubbish);
        rubbish[0] = (byte)'G';
        Assert.Contains("binary data: byte ", Read.Refusal(rubbish), StringComparison.Ordinal);
    }

    [Fact]
    public void Prose_is_refused_with_its_line()
    {
        var refused = Assert.IsType<AnalysisOutcome.NotAnalysable>(Read.Outcome("Dear workshop,\nplease print my vase.\nThanks\n"u8.ToArray()));
        Assert.Equal(1, refused.Line);
        Assert.Contains("not G-code", refused.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<svg>\n</svg>\n")]
    [InlineData("{ \"name\": \"x\" }\n")]
    [InlineData("solid cube\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nendloop\nendfacet\n")]
    public void Other_files_of_a_workshop_are_refused(string text) => Assert.Contains("G-code", Read.Refusal(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Comments_alone_are_no_program() => Assert.Contains("no command", Read.Refusal("; hello\n; world\n"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Text_in_16_bits_is_refused() => Assert.Contains("UTF-16", Read.Refusal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("G28\nG1 X1")]), StringComparison.Ordinal);

    [Theory]
    [InlineData("G21\nG0 X1\n#1=5\nG1 X[#1+2] F100\n", 3)]
    [InlineData("G21\nG0 X1\no100 sub\nG1 X1 F100\no100 endsub\n", 3)]
    [InlineData("G21\nG0 X1\nG1 X[1+2] F100\n", 3)]
    [InlineData("G21\nG0 X1\nG0 X2\no<loop> while [1]\n", 4)]
    public void A_program_that_computes_is_refused_with_its_line(string program, long line)
    {
        Profile linuxCnc = TestMachines.Grbl with { Firmware = TestMachines.Grbl.Firmware with { Family = FirmwareFamily.LinuxCnc } };
        var refused = Assert.IsType<AnalysisOutcome.NotAnalysable>(Read.Outcome(Encoding.ASCII.GetBytes(program), linuxCnc));
        Assert.Equal(line, refused.Line);
    }
}
