using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Agent.Links;

namespace Fleet.Tests.Links;

public sealed class TcpLinkTests
{
    [Fact]
    public async Task Bytes_pass_both_ways_and_the_end_is_noticed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var link = LinkOpener.Open(new LinkAddress($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), 0);
        using var board = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[64];
        link.Write("$I\n"u8);
        Assert.Equal(3, await board.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken));
        await board.GetStream().WriteAsync("ok\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("ok\r\n", Encoding.ASCII.GetString(buffer, 0, link.Read(buffer)));
        Assert.Equal(0, link.Read(buffer, 20));
        board.Close();
        Assert.Throws<LinkLostException>(() => link.Read(buffer));
    }
}
