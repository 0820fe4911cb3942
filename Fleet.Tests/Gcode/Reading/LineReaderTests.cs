using System.Text;
using Fleet.Core.Gcode.Reading;

namespace Fleet.Tests.Gcode.Reading;

public sealed unsafe class LineReaderTests
{
    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\nb", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("a\rb\r", "a|b")]
    [InlineData("\n\na", "||a")]
    [InlineData("", "")]
    public void Lines_end_as_people_end_them(string text, string expected) => Assert.Equal(expected, string.Join('|', Lines(text).Select(l => l.Text)));

    [Fact]
    public void Offsets_name_the_first_byte_of_each_line()
    {
        string text = string.Concat(Enumerable.Range(0, 40_000).Select(i => new string('x', i % 37) + (i % 3 == 0 ? "\r\n" : "\n")));
        long line = 0;
        foreach ((string content, long number, long offset) in Lines(text))
        {
            Assert.Equal(++line, number);
            Assert.True(offset == 0 || text[(int)offset - 1] == '\n');
            Assert.Equal(content, text.Substring((int)offset, content.Length));
        }

        Assert.Equal(40_000, line);
    }

    [Theory]
    [InlineData(LineReader.MaxLineBytes + 1)]
    [InlineData(300_000)]
    [InlineData(5_000_000)]
    public void A_line_beyond_the_limit_is_shortened_and_the_next_one_is_whole(int length)
    {
        var lines = Lines(new string('x', length) + "\nG1 X1\n");
        Assert.Equal(2, lines.Count);
        Assert.Equal(LineReader.MaxLineBytes, lines[0].Text.Length);
        Assert.Equal(("G1 X1", 2L, length + 1L), lines[1]);
    }

    static List<(string Text, long Line, long Offset)> Lines(string text)
    {
        var reader = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes(text)));
        var lines = new List<(string, long, long)>();
        while (reader.TryRead(out byte* line, out int length))
            lines.Add((Encoding.ASCII.GetString(line, length), reader.Line, reader.LineOffset));
        return lines;
    }
}
