using Fleet.Agent.Links;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Links;

public sealed class TermiosLinkTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-link-").FullName;

    [Theory]
    [InlineData(9_600)]
    [InlineData(115_200)]
    [InlineData(250_000)]
    [InlineData(123_456)]
    [InlineData(2_000_000)]
    public void Any_rate_opens_and_bytes_pass_both_ways(int baud)
    {
        using var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        using var link = LinkOpener.Open(new LinkAddress(board.Link), baud);
        Assert.Contains(baud.ToString(System.Globalization.CultureInfo.InvariantCulture), link.Name, StringComparison.Ordinal);
        Assert.False(link.HasModemLines);
        var buffer = new byte[64];
        byte[] every = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 4 + 3))];
        link.Write(every);
        Assert.Equal(64, board.Read(buffer, 1000));
        Assert.Equal(every, buffer);
        board.Write([0, 255, 13, 10, 17, 19]);
        int count = link.Read(buffer);
        Assert.Equal([0, 255, 13, 10, 17, 19], buffer[..count]);
    }

    /// <summary>Case 43: the kernel takes a line in pieces. Nothing is restarted, nothing is lost.</summary>
    [Fact]
    public async Task A_write_goes_on_where_a_full_wire_stopped_it()
    {
        using var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        using var link = LinkOpener.Open(new LinkAddress(board.Link), 115_200);
        byte[] sent = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 >> 3))];
        var writing = Task.Run(() => link.Write(sent), TestContext.Current.CancellationToken);
        var received = new List<byte>();
        var buffer = new byte[700];
        while (received.Count < sent.Length && board.Read(buffer, 2000) is > 0 and var count)
            received.AddRange(buffer.AsSpan(0, count));
        await writing;
        Assert.Equal(sent, received);
    }

    /// <summary>Case 55: the other end is dead and has not read its queue.</summary>
    [Fact]
    public void Closing_does_not_wait_for_bytes_that_nobody_reads()
    {
        using var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        var link = LinkOpener.Open(new LinkAddress(board.Link), 115_200);
        link.Write(new byte[3000]);
        long start = TimeProvider.System.GetTimestamp();
        link.Dispose();
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 2);
    }

    [Fact]
    public void A_wake_ends_a_timed_read()
    {
        using var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        using var link = LinkOpener.Open(new LinkAddress(board.Link), 115_200);
        link.Wake();
        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, link.Read(new byte[16], 10_000));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_board_that_goes_is_noticed_by_reader_and_writer()
    {
        var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        using var link = LinkOpener.Open(new LinkAddress(board.Link), 115_200);
        board.Dispose();
        var lost = Assert.Throws<LinkLostException>(() => link.Read(new byte[16]));
        Assert.Contains("cable", lost.Message, StringComparison.Ordinal);
        Assert.Throws<LinkLostException>(() => link.Write([1]));
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        using var board = new PseudoTerminal(Path.Combine(_folder, "port"));
        using var link = LinkOpener.Open(new LinkAddress(board.Link), 115_200);
        var buffer = new byte[64];
        void Turn()
        {
            link.Write("N1 G1 X1*1\n"u8);
            board.Read(buffer, 1000);
            board.Write("ok\n"u8);
            link.Read(buffer);
        }
        for (int i = 0; i < 50; i++)
            Turn();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Turn();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
    }

    [Theory]
    [InlineData("/dev/ttyUSB99", "not there")]
    [InlineData("/dev/null", "not a serial port")]
    [InlineData("tcp://", "not an address")]
    [InlineData("tcp://127.0.0.1:1", "cannot be reached")]
    public void What_cannot_be_opened_is_explained(string address, string words)
    {
        var lost = Assert.Throws<LinkLostException>(() => LinkOpener.Open(new LinkAddress(address), 115_200));
        Assert.Contains(words, lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_group_of_a_port_is_named() => Assert.NotEmpty(PortOwner.GroupOf("/dev/tty"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
