using System.CommandLine;
using Fleet.Agent.Health;
using Fleet.Agent.Journal;
using Fleet.Agent.Stations;
using Fleet.Agent.Updates;
using Fleet.Agent.Uplink;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Cli;

/// <summary><c>agent</c>: drives the machines of this computer for a server elsewhere.</summary>
static class AgentCommand
{
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "Address of the server's agent port, for instance https://fleet.local:8421; several, with commas, of a cluster. Also FLEET_SERVER." };
        var token = new Option<string?>("--token") { Description = "Join token of the server; only for the first start. Without one the agent asks to join. Also FLEET_JOIN_TOKEN." };
        var data = new Option<string>("--data") { Description = "Folder for identity, journal and programs.", DefaultValueFactory = _ => "agent-data" };
        var owner = new Option<string?>("--owner-file") { Description = "File with a server's process id: end when it is gone and no run is on." };
        var command = new Command("agent", "Drive this computer's machines for a server elsewhere.") { server, token, data, owner };
        command.SetAction(async (parsed, cancellation) =>
        {
            if ((parsed.GetValue(server) ?? Environment.GetEnvironmentVariable("FLEET_SERVER")) is not { Length: > 0 } given)
                return Say("Which server? Name its agent port: --server https://fleet.local:8421.");
            if (Servers(given) is not { } servers)
                return Say($"'{given}' is no address of a server. Write it as https://host:8421.");
            var folder = Path.GetFullPath(parsed.GetValue(data)!);
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return Say($"The folder {folder} cannot be written. Give this user the right to write there, or choose another one with --data.");
            }
            var joinToken = parsed.GetValue(token) ?? (Environment.GetEnvironmentVariable("FLEET_JOIN_TOKEN") is { Length: > 0 } text ? text : null);
            Launcher.HandOver(folder, [.. Environment.GetCommandLineArgs().Skip(1)]);
            await Serve(new(servers, folder, joinToken, parsed.GetValue(owner)), cancellation);
            return 0;
        });
        return command;
    }

    static IReadOnlyList<Uri>? Servers(string list)
    {
        var servers = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme == Uri.UriSchemeHttps ? server : null).ToList();
        return servers.Count == 0 || servers.Contains(null) ? null : [.. servers.OfType<Uri>()];
    }

    static async Task Serve(AgentOptions options, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        if (Environment.GetEnvironmentVariable("FLEET_LOG") is { } level && Enum.TryParse<LogLevel>(level, ignoreCase: true, out var asked))
            builder.Logging.SetMinimumLevel(asked);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Grpc", LogLevel.Error);
        builder.Services.AddSystemd();
        if (Microsoft.Extensions.Hosting.Systemd.SystemdHelpers.IsSystemdService())
            builder.Services.AddHostedService<Watchdog>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AgentClock>();
        builder.Services.AddSingleton(services => new FactJournal(Path.Combine(options.Folder, "journal.db"), services.GetRequiredService<AgentClock>()));
        builder.Services.AddSingleton(new ProgramCache(Path.Combine(options.Folder, "programs")));
        builder.Services.AddSingleton(services => new StationBoard(options.Folder, services.GetRequiredService<FactJournal>(),
            services.GetRequiredService<AgentClock>(), TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<ServerPrograms>();
        builder.Services.AddSingleton<SelfUpdate>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SelfUpdate>());
        builder.Services.AddHostedService<ServerLink>();
        builder.Services.AddHostedService<OwnerGone>();
        builder.Services.AddHostedService<Closing>();
        builder.Services.AddHostedService<StartLeftovers>();
        using var host = builder.Build();
        await host.RunAsync(cancellation);
    }

    static int Say(string sentence)
    {
        Console.Error.WriteLine($"fleet agent: {sentence}");
        return 2;
    }

    /// <summary>Stops the machines in order while the uplink still runs: hosted services stop last started, first stopped.</summary>
    sealed class Closing(StationBoard board) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await board.DisposeAsync();
    }
}
