using System.Text;
using Fleet.Agent.Streaming;

namespace Fleet.Tests.Streaming;

/// <summary>Cases 43 to 47 of the fault list: what a file holds and what goes on the wire.</summary>
public sealed class ProgramReaderTests : IDisposable
{
    readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData("G28 ; home all\nG1 X1;near\n; only words\n\nM105", new[] { "G28", "G1 X1", "M105" })]
    [InlineData("G28\r\nG1 X1\r\n", new[] { "G28", "G1 X1" })]
    [InlineData("\ufeffG28\nM117 Grüße – fertig\n", new[] { "G28", "M117 Gre  fertig" })]
    [InlineData("G28\0\n\tG1\tX1 \n", new[] { "G28", "G1 X1" })]
    [InlineData("M117 (brackets) stay!\n", new[] { "M117 (brackets) stay!" })]
    public void Printers_get_plain_commands(string file, string[] commands) => Assert.Equal(commands, Read(file, grbl: false));

    [Theory]
    [InlineData("G1 X1 (near (very) far) Y2\n(all)\nG0 Z1 ; up!\n", new[] { "G1 X1  Y2", "G0 Z1" })]
    [InlineData("G1 X1 ! ? ~ Y2\n", new[] { "G1 X1    Y2" })]
    public void Controllers_get_neither_brackets_nor_real_time_characters(string file, string[] commands) => Assert.Equal(commands, Read(file, grbl: true));

    [Fact]
    public void A_line_that_the_firmware_cannot_hold_is_refused_before_the_run()
    {
        File.WriteAllText(_path, "G28\n\nM117 " + new string('x', 200) + "\n");
        var outline = ProgramOutline.Read(_path, grbl: false, longestLine: 80);
        Assert.Equal("Line 3 has 205 characters and this firmware takes 80. Slice or post-process the program again with shorter lines.", outline.Refusal);
    }

    [Fact]
    public void A_file_without_a_command_is_refused()
    {
        File.WriteAllText(_path, "; nothing\n\n");
        Assert.Contains("no command", ProgramOutline.Read(_path, grbl: true, longestLine: 79).Refusal, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    List<string> Read(string file, bool grbl)
    {
        File.WriteAllText(_path, file, new UTF8Encoding(false));
        using var reader = new ProgramReader(_path, parenthesesAreComments: grbl);
        var commands = new List<string>();
        Span<byte> command = stackalloc byte[SentLines.LongestText];
        while (reader.Next(command, out int length))
            commands.Add(Encoding.Latin1.GetString(command[..length]));
        return commands;
    }
}
