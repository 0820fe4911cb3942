using System.Net;
using System.Net.Sockets;

namespace Fleet.Bench.Load;

static class FreePorts
{
    /// <summary>The first of a row of ports that nobody uses now.</summary>
    public static int Row(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(28_000, 32_000);
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
