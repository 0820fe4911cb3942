using System.Text;
using Fleet.Agent.Streaming;

namespace Fleet.Tests.Streaming;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("ok\nstart\n")]
    [InlineData("ok\r\nstart\r\n")]
    [InlineData("ok\rstart\r")]
    [InlineData("\n\rok\n\r\0start\0\0\n")]
    public void Every_line_end_ends_a_line_and_none_makes_an_empty_one(string text)
    {
        for (int chunk = 1; chunk <= text.Length; chunk++)
            Assert.Equal(["ok", "start"], Lines(text, chunk));
    }

    [Fact]
    public void A_begun_line_waits_for_its_end() => Assert.Empty(Lines("ok", 1));

    [Fact]
    public void A_line_without_end_is_dropped_and_the_next_is_whole() =>
        Assert.Equal(["ok"], Lines(new string('x', 10_000) + "\nok\n", 512));

    static List<string> Lines(string text, int chunkLength)
    {
        var reader = new LineReader();
        var lines = new List<string>();
        foreach (byte[] part in Encoding.Latin1.GetBytes(text).Chunk(chunkLength))
        {
            ReadOnlySpan<byte> chunk = part;
            while (reader.Next(ref chunk, out var line))
                lines.Add(Encoding.Latin1.GetString(line));
        }
        return lines;
    }
}
