using System.Net;
using System.Net.Sockets;

namespace Fleet.Tests.Faults.Chaos;

/// <summary>The network between an agent and its server: a real TCP connection through here, which can be cut, held up, and mended.</summary>
sealed class CuttableWire : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly int _to;
    readonly CancellationTokenSource _ending = new();
    readonly HashSet<TcpClient> _open = [];
    readonly Task _accepting;
    volatile bool _cut;

    public CuttableWire(int toPort)
    {
        _to = toPort;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long every packet is held up, ms.</summary>
    public int DelayMs { get; set; }

    /// <summary>Breaks every connection; new ones are refused until it is mended.</summary>
    public void Cut()
    {
        _cut = true;
        lock (_open)
        {
            foreach (var client in _open)
                client.Close();
            _open.Clear();
        }
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _ending.Dispose();
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                if (_cut)
                    client.Close();
                else
                    _ = Carry(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task Carry(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        Keep(client);
        Keep(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _to, _ending.Token);
            await Task.WhenAny(Pump(client.GetStream(), server.GetStream()), Pump(server.GetStream(), client.GetStream()));
        }
        catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or the server is dead.
        }
        client.Close();
    }

    async Task Pump(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _ending.Token) is > 0 and var count)
            {
                if (DelayMs is > 0 and var delay)
                    await Task.Delay(delay, _ending.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side went away.
        }
    }

    void Keep(TcpClient client)
    {
        lock (_open)
            _open.Add(client);
    }
}
