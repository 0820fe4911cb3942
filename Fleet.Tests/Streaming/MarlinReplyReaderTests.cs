using System.Text;
using Fleet.Agent.Streaming;

namespace Fleet.Tests.Streaming;

public sealed class MarlinReplyReaderTests
{
    [Theory]
    [InlineData("ok", -1, -1, -1, false)]
    [InlineData("ok 12", 12, -1, -1, false)]
    [InlineData("ok N12 P15 B3", 12, 15, 3, false)]
    [InlineData("ok P15 B3", -1, 15, 3, false)]
    [InlineData("ok T:201.4 /200.0 B:60.1 /60.0 @:64 B@:32", -1, -1, -1, true)]
    [InlineData("ok B:24.6 /0.0 T0:25.1 /0.0", -1, -1, -1, true)]
    [InlineData(" T:25.0 /0.0 B:22.0 /0.0 @:127 B@:0ok", -1, -1, -1, false)]
    [InlineData("okok", -1, -1, -1, false)]
    [InlineData("ok - ignored", -1, -1, -1, false)]
    public void Oks_are_read_with_what_they_carry(string line, long number, int blocks, int slots, bool temperatures) =>
        Assert.Equal(new MarlinReply(MarlinReplyKind.Ok, number, slots, blocks, temperatures), Read(line));

    [Theory]
    [InlineData("o")]
    [InlineData("k")]
    [InlineData("oo")]
    [InlineData("okay then")]
    [InlineData("echo:look at M117 ok")]
    [InlineData("File deleted:X.GCO")]
    [InlineData(" T:25.0 /0.0 B:22.0 /0.0 @:127 B@:0")]
    [InlineData("Cap:EEPROM:1")]
    [InlineData("echo:Unknown command: \"M25\"")]
    [InlineData("x")]
    [InlineData("ÿþ€")]
    public void What_is_no_ok_moves_nothing(string line) => Assert.Equal(MarlinReplyKind.Information, Read(line).Kind);

    [Theory]
    [InlineData("Resend: 12", 12)]
    [InlineData("Resend:12", 12)]
    [InlineData("Resend:N12", 12)]
    [InlineData("rs N12", 12)]
    [InlineData("rs 12", 12)]
    [InlineData("Resend: 4294967297", 4294967297)]
    [InlineData("Resend:", -1)]
    public void Requests_are_read_in_every_form(string line, long number) =>
        Assert.Equal(new MarlinReply(MarlinReplyKind.Resend, number), Read(line));

    [Theory]
    [InlineData("Error:checksum mismatch, Last Line: 7", nameof(MarlinReplyKind.LastLine))]
    [InlineData("echo:busy: processing", nameof(MarlinReplyKind.Working))]
    [InlineData("busy:heating", nameof(MarlinReplyKind.Working))]
    [InlineData("T:150.2 E:0 W:?", nameof(MarlinReplyKind.Working))]
    [InlineData("echo:busy: paused for user", nameof(MarlinReplyKind.WaitsForPerson))]
    [InlineData("wait", nameof(MarlinReplyKind.QueueEmpty))]
    [InlineData("start", nameof(MarlinReplyKind.Greeting))]
    [InlineData("Smoothie", nameof(MarlinReplyKind.Greeting))]
    [InlineData("echo: External Reset", nameof(MarlinReplyKind.Greeting))]
    [InlineData("//action:pause", nameof(MarlinReplyKind.Action))]
    [InlineData("// action:out_of_filament T0", nameof(MarlinReplyKind.Action))]
    [InlineData("Error:Printer halted. kill() called!", nameof(MarlinReplyKind.Halted))]
    [InlineData("Error:Thermal Runaway, system stopped! Heater_ID: E0", nameof(MarlinReplyKind.Halted))]
    [InlineData("!! Klipper state: Shutdown", nameof(MarlinReplyKind.Halted))]
    [InlineData("Error:Printer stopped due to errors. Fix the error and use M999 to restart.", nameof(MarlinReplyKind.Stopped))]
    [InlineData("!!", nameof(MarlinReplyKind.Stopped))]
    [InlineData("Error:volume.init failed", nameof(MarlinReplyKind.Error))]
    public void Other_lines_are_told_apart(string line, string kind) => Assert.Equal(kind, Read(line).Kind.ToString());

    [Fact]
    public void No_line_makes_it_throw()
    {
        var random = new Random(1);
        var bytes = new byte[64];
        for (int i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            "ok rsResend:E!/TBw"u8[..random.Next(18)].CopyTo(bytes);
            MarlinReplyReader.Read(bytes.AsSpan(0, 1 + random.Next(63)));
        }
    }

    static MarlinReply Read(string line) => MarlinReplyReader.Read(Encoding.Latin1.GetBytes(line));
}
