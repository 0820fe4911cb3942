using System.Net;
using System.Net.Sockets;

namespace Fleet.Bench.Load;

/// <summary>Ports of this computer that nobody uses; the tests use it too.</summary>
static class FreePorts
{
    static int _next = Random.Shared.Next(20_000, 28_000);

    /// <summary>The first of a row of ports that nobody uses now; rows of different callers do not overlap.</summary>
    public static int Row(int count)
    {
        while (true)
        {
            var first = Interlocked.Add(ref _next, count) - count;
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
