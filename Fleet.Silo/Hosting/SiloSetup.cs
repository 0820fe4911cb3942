using System.Security.Cryptography.X509Certificates;
using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Gateway;
using Fleet.Silo.Ledger;
using Fleet.Silo.Live;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Programs;
using Fleet.Silo.Reports;
using Fleet.Silo.Storage.Schema;
using Fleet.Silo.Upkeep;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Fleet.Silo.Hosting;

/// <summary>Puts the server together: database, grains, the agents' door and the desks. Pages and API come from Fleet.Web.</summary>
public static class SiloSetup
{
    /// <summary>Opens the database, brings its schema up to date and adds everything that a node needs.</summary>
    public static async Task AddFleet(this WebApplicationBuilder builder, FleetOptions options)
    {
        Directory.CreateDirectory(options.Data);
        var database = await Open(options);
        var services = builder.Services;
        // First, so that the grains are there when the services below start.
        builder.UseOrleans(silo => silo.Cluster(options));
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton(ProfileCatalogue.Read(options.Machines));
        services.AddSingleton<BlobStore>();
        services.AddSingleton(provider => Programs(options, provider.GetRequiredService<BlobStore>(),
            options.Programs is null ? "incoming" : $"incoming-{Environment.MachineName}-{options.Port}"));
        services.AddSingleton<AgentDoors>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentDoors>());
        services.AddSingleton(await FleetAuthority.Open(database, TimeProvider.System));
        services.AddSingleton<PlanningQueries>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<Plans>();
        services.AddSingleton<StartPermits>();
        services.AddSingleton<LearntTimes>();
        services.AddSingleton<PlanSignals>();
        services.AddSingleton<PlanInputs>();
        services.AddSingleton<PlanImprover>();
        services.AddSingleton<Bindings>();
        services.AddSingleton<MachineStories>();
        services.AddSingleton<PowerBooks>();
        services.AddSingleton<MeterNeighbourhood>();
        services.AddSingleton<ScrapBooks>();
        services.AddSingleton<MillingDesk>();
        services.AddSingleton<LedgerClerk>();
        services.AddSingleton<MachineLists>();
        services.AddSingleton<RenewalBeat>();
        services.AddHostedService(provider => provider.GetRequiredService<RenewalBeat>());
        services.AddSingleton<AgentSessions>();
        services.AddSingleton<Departure>();
        services.AddHostedService<LeaveTaking>();
        services.AddSingleton<RunViews>();
        services.AddSingleton<ProgramDesk>();
        services.AddSingleton<Toolpaths>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<AssemblyDesk>();
        services.AddSingleton<MachineDesk>();
        services.AddSingleton<WorkshopDesk>();
        services.AddSingleton<PlanDesk>();
        services.AddSingleton<InductionDesk>();
        services.AddSingleton<Calendars.CalendarEntries>();
        services.AddSingleton<CalendarDesk>();
        services.AddSingleton<MaterialDesk>();
        services.AddSingleton<MeterDesk>();
        services.AddSingleton<PeripheralDesk>();
        services.AddSingleton<BookCheck>();
        services.AddHostedService<NightlyCheck>();
        services.AddSingleton<StandbyClerk>();
        services.AddHostedService(provider => provider.GetRequiredService<StandbyClerk>());
        services.AddSingleton<AgentDesk>();
        services.AddSingleton<JoinDesk>();
        services.AddSingleton<ReleaseDesk>();
        services.AddReports();
        services.AddSingleton<LiveHub>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveHub>());
        services.AddSingleton<TelemetryMinutes>();
        services.AddHostedService(provider => provider.GetRequiredService<TelemetryMinutes>());
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddHostedService<Opening>();
        services.AddGrpc();
    }

    /// <summary>The agents' port: HTTP/2 with the fleet's own certificate; a client certificate is checked when one is shown.</summary>
    public static void ListenForAgents(this KestrelServerOptions kestrel, FleetOptions options)
    {
        var authority = kestrel.ApplicationServices.GetRequiredService<FleetAuthority>();
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        kestrel.ListenAnyIP(options.AgentPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = authority.ServerCertificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (X509Certificate2 certificate, X509Chain? _, System.Net.Security.SslPolicyErrors _) =>
                    authority.Accepts(certificate);
            });
        });
    }

    /// <summary>
    /// Agents speak only on their own port, and nothing else does. Told by the port that the connection came in on, not by the address that
    /// the agent knows: there may be a router in between.
    /// </summary>
    public static void MapAgentDoor(this WebApplication app, FleetOptions options)
    {
        app.Use((context, next) =>
        {
            if (context.Connection.LocalPort == options.AgentPort == IsForAgents(context.Request.Path))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.MapGrpcService<EnrolmentService>().AllowAnonymous();
        app.MapGrpcService<AgentLinkService>().AllowAnonymous();
    }

    static bool IsForAgents(PathString path) => path.Value?.StartsWith("/fleet.agent.", StringComparison.Ordinal) == true;

    /// <param name="incoming">Folder for what is arriving, beside the programs, so that a file gets its name in one step. One per process,
    /// because a start empties it.</param>
    internal static ProgramFiles Programs(FleetOptions options, BlobStore blobs, string incoming)
    {
        var folder = options.Programs ?? Path.Combine(options.Data, "programs");
        return new(folder, Path.Combine(folder, incoming), options.Database is not null && options.Programs is null ? blobs : null);
    }

    static async Task<IDatabase> Open(FleetOptions options)
    {
        IDatabase database;
        string connectionString;
        if (options.Database is { Length: > 0 } postgres)
        {
            connectionString = postgres;
            database = new PostgreSqlDatabase(postgres);
        }
        else
        {
            var sqlite = new SqliteDatabase(Path.Combine(options.Data, "fleet.db"));
            connectionString = sqlite.ConnectionString;
            database = sqlite;
        }
        await SchemaUpgrade.Apply(database, connectionString);
        return database;
    }
}
