using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Fleet.Silo.Hosting;

/// <summary>Looks for what would stop the server, before it starts: one sentence each, with the remedy.</summary>
public static class Obstacles
{
    public static async Task<string?> Find(FleetOptions options) =>
        Port("--port", options.Port) ?? Port("--agent-port", options.AgentPort) ?? Folder(options.Data) ?? await Database(options.Database);

    static string? Port(string name, int port)
    {
        // Loopback decides it: whoever listens on all addresses is met here too.
        using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            probe.Listen(1);
            return null;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"Port {port} is in use. Stop the other program, or choose another port with {name}.";
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            return $"Port {port} is not open to this user. Choose one above 1023 with {name}.";
        }
        catch (SocketException)
        {
            return null; // No IPv6 here: Kestrel will say what it can do.
        }
    }

    static string? Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"The data folder {folder} cannot be written. Give this user the right to write there, or choose another one with --data.";
        }
    }

    static async Task<string?> Database(string? connectionString)
    {
        if (connectionString is null)
            return null;
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return null;
        }
        catch (Exception refused) when (refused is NpgsqlException or ArgumentException or SocketException)
        {
            return $"PostgreSQL cannot be reached: {refused.Message} Check --database and that the server runs.";
        }
    }
}
