using System.Diagnostics;

namespace Fleet.Web.LocalAgent;

/// <summary>
/// The built-in agent: the same program as every other agent, over the same gRPC, started and enrolled by the server. It runs
/// beside the server, not inside it, so that a crash of the server does not stop a print.
/// </summary>
sealed partial class LocalAgentProcess(FleetOptions options, AgentDesk agents, IHostApplicationLifetime lifetime, ILogger<LocalAgentProcess> logger)
    : BackgroundService
{
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    static readonly TimeSpan RestartAfter = TimeSpan.FromSeconds(2);

    readonly string _folder = Path.Combine(options.Data, "agent");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(options.Data, "server.pid"), $"{Environment.ProcessId}", stoppingToken);
        var child = new ChildProcess(_folder, "agent");
        Process? process = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                process = child.Find() ?? await Start(child);
                await process.WaitForExitAsync(stoppingToken);
                LogEnded(process.Id);
                await Task.Delay(RestartAfter, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            if (process is not null)
                await child.Stop(process, StopPatience);
        }
    }

    async Task<Process> Start(ChildProcess child)
    {
        var process = child.Start(
            ["agent", "--server", $"https://localhost:{options.AgentPort}", "--data", _folder, "--owner-file", Path.Combine(options.Data, "server.pid")],
            // Through the environment, so that the token stands in no process list.
            new Dictionary<string, string> { ["FLEET_JOIN_TOKEN"] = await agents.CreateJoinToken("Built-in agent", builtIn: true) });
        LogStarted(process.Id);
        return process;
    }

    Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        return started.Task.WaitAsync(cancellation);
    }

    [LoggerMessage(1801, LogLevel.Debug, "The built-in agent runs as process {Pid}")]
    partial void LogStarted(int pid);

    [LoggerMessage(1802, LogLevel.Warning, "The built-in agent (process {Pid}) ended; it is started again")]
    partial void LogEnded(int pid);
}
