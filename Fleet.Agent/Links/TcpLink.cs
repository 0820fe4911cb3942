using System.Net.Sockets;

namespace Fleet.Agent.Links;

/// <summary>A telnet-style bridge or a controller's own TCP port (FluidNC, grblHAL: 23). Bytes as they are, no telnet negotiation.</summary>
sealed class TcpLink : ILink
{
    readonly Socket _socket;
    volatile bool _woken;

    TcpLink(string name, Socket socket)
    {
        Name = name;
        _socket = socket;
    }

    public string Name { get; }

    public bool HasModemLines => false;

    /// <exception cref="LinkLostException">Nobody answers there; the message says where.</exception>
    internal static TcpLink Open(string host, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 5000 };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            if (!socket.ConnectAsync(host, port).Wait(TimeSpan.FromSeconds(3)))
                throw new LinkLostException($"Nothing answers at {host}:{port}. Check the address and the machine's power.");
            return new TcpLink($"tcp://{host}:{port}", socket);
        }
        catch (Exception failure) when (failure is AggregateException or SocketException)
        {
            socket.Dispose();
            throw new LinkLostException($"{host}:{port} cannot be reached: {failure.GetBaseException().Message}.", failure);
        }
        catch (LinkLostException)
        {
            socket.Dispose();
            throw;
        }
    }

    public int Read(Span<byte> buffer) => Read(buffer, 200);

    public int Read(Span<byte> buffer, int timeoutMs)
    {
        try
        {
            // Socket.Poll cannot be woken; short waits bound the delay of a command.
            for (int left = timeoutMs; !_woken; left -= 20)
            {
                if (_socket.Poll(Math.Clamp(left, 0, 20) * 1000, SelectMode.SelectRead))
                {
                    int count = _socket.Receive(buffer);
                    return count > 0 ? count : throw new LinkLostException($"Lost {Name}: the other end closed the connection.");
                }
                if (left <= 20)
                    break;
            }
            _woken = false;
            return 0;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            throw new LinkLostException($"Lost {Name}: {failure.Message}.", failure);
        }
    }

    public void Wake() => _woken = true;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[_socket.Send(bytes)..];
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            throw new LinkLostException($"Lost {Name}: {failure.Message}.", failure);
        }
    }

    public void WriteUrgent(ReadOnlySpan<byte> bytes) => Write(bytes);

    public void Dispose() => _socket.Dispose();
}
