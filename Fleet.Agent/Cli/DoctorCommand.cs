using System.CommandLine;
using System.Net.Sockets;
using Fleet.Agent.Health;
using Fleet.Agent.Uplink;

namespace Fleet.Agent.Cli;

/// <summary><c>doctor</c>: says in words what would keep an agent from working on this computer.</summary>
static class DoctorCommand
{
    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "Also look whether this server's agent port can be reached. Also FLEET_SERVER." };
        var data = new Option<string>("--data") { Description = "The agent's folder.", DefaultValueFactory = _ => "agent-data" };
        var command = new Command("doctor", "Say what would keep an agent from working here: rights, disk, power, clock, network.") { server, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(data)!);
            Directory.CreateDirectory(folder);
            List<Finding> findings = [.. new ComputerCheck(folder, TimeProvider.System).Look(), Identity(folder)];
            foreach (var address in (parsed.GetValue(server) ?? Environment.GetEnvironmentVariable("FLEET_SERVER") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
                findings.Add(await Reach(address.Trim(), cancellation));
            foreach (var finding in findings)
                Console.WriteLine($"{(finding.Trouble is null ? "ok     " : "TROUBLE")}  {finding.What,-12} {finding.Trouble ?? finding.Fact}");
            return findings.Exists(finding => finding.Trouble is not null) ? 1 : 0;
        });
        return command;
    }

    static Finding Identity(string folder) => AgentIdentity.Load(folder) is { } identity
        ? new("identity", null, $"has joined a fleet; certificate until {identity.Certificate.NotAfter:yyyy-MM-dd}")
        : new("identity", null, "has not joined a fleet yet");

    static async Task<Finding> Reach(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var server) || server.Scheme != Uri.UriSchemeHttps)
            return new("server", $"'{address}' is no address of a server. Write it as https://host:8421.", "");
        try
        {
            using var socket = new TcpClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(ConnectPatience);
            await socket.ConnectAsync(server.Host, server.Port, patience.Token);
            return new("server", null, $"{server} answers");
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return new("server", $"{server} cannot be reached: {(fault is SocketException socket ? socket.Message : "no answer within 5 s")}. Check the address, the network and the firewall.", "");
        }
    }
}
