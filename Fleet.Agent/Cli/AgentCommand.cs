using System.CommandLine;
using Fleet.Agent.Journal;
using Fleet.Agent.Stations;
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
        var server = new Option<string>("--server") { Description = "Address of the server's agent port, for instance https://fleet.local:8421.", Required = true };
        var token = new Option<string?>("--token") { Description = "Join token of the server; only for the first start. Also FLEET_JOIN_TOKEN." };
        var data = new Option<string>("--data") { Description = "Folder for identity, journal and programs.", DefaultValueFactory = _ => "agent-data" };
        var owner = new Option<string?>("--owner-file") { Description = "File with a server's process id: end when it is gone and no run is on." };
        var command = new Command("agent", "Drive this computer's machines for a server elsewhere.") { server, token, data, owner };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(server), UriKind.Absolute, out var address) || address.Scheme != "https")
                return Say($"'{parsed.GetValue(server)}' is no address of a server. Write it as https://host:8421.");
            var folder = Path.GetFullPath(parsed.GetValue(data)!);
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return Say($"The folder {folder} cannot be written. Give this user the right to write there, or choose another one with --data.");
            }
            var joinToken = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("FLEET_JOIN_TOKEN");
            await Serve(new(address, folder, joinToken, parsed.GetValue(owner)), cancellation);
            return 0;
        });
        return command;
    }

    static async Task Serve(AgentOptions options, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Grpc", LogLevel.Error);
        builder.Services.AddSystemd();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AgentClock>();
        builder.Services.AddSingleton(services => new FactJournal(Path.Combine(options.Folder, "journal.db"), services.GetRequiredService<AgentClock>()));
        builder.Services.AddSingleton(new ProgramCache(Path.Combine(options.Folder, "programs")));
        builder.Services.AddSingleton(services => new StationBoard(options.Folder, services.GetRequiredService<FactJournal>(),
            services.GetRequiredService<AgentClock>(), TimeProvider.System, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddHostedService<ServerLink>();
        builder.Services.AddHostedService<OwnerGone>();
        builder.Services.AddHostedService<Closing>();
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
