using System.Net;
using System.Net.Sockets;

namespace Fleet.Silo.Hosting;

/// <summary>Loopback ports for the silo itself: a single node talks to nobody through them, and two servers on one machine must not meet.</summary>
static class FreePorts
{
    public static (int Silo, int Gateway) Two()
    {
        using var first = Listen();
        using var second = Listen();
        return (PortOf(first), PortOf(second));
    }

    static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
