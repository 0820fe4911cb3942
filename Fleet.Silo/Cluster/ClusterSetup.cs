using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Fleet.Silo.Hosting;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Runtime.Hosting;

namespace Fleet.Silo.Cluster;

/// <summary>How the grains' runtime is set up: alone, or as one node of many on PostgreSQL.</summary>
static class ClusterSetup
{
    public static void Cluster(this ISiloBuilder silo, FleetOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("fleet", "fleet"));
        if (!options.Clustered)
        {
            var (siloPort, gatewayPort) = FreePorts.Two();
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            return;
        }
        silo.AddOutgoingGrainCallFilter<CallAgain>();
        // The grains leave at once, while the last requests are still answered; one after the other, they would leave last.
        silo.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        silo.Services.AddSingleton<IMembershipTable, MembershipTable>();
        silo.AddGrainDirectory(GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY, (services, _) => ActivatorUtilities.CreateInstance<GrainDirectory>(services));
        // No gateway: nobody talks to the grains from outside the nodes.
        silo.ConfigureEndpoints(AddressOf(options.Advertise), options.ClusterPort, gatewayPort: 0, listenOnAnyHostAddress: true);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // Measured: a killed node's grains answer again after 2.8 s instead of 13.8 s.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            // After a power cut nobody waits for the nodes that were: whoever has not said "alive" for 15 s is not asked.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            membership.NumMissedTableIAmAliveLimit = 3;
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
    }

    /// <summary>The name that agents and nodes use for this server.</summary>
    public static string NameOf(FleetOptions options) => options.Advertise ?? OwnAddress().ToString();

    static IPAddress AddressOf(string? advertised) =>
        advertised is null ? OwnAddress()
        : IPAddress.TryParse(advertised, out var address) ? address
        : Dns.GetHostAddresses(advertised, AddressFamily.InterNetwork).FirstOrDefault() ?? OwnAddress();

    static IPAddress OwnAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
