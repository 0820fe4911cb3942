using Fleet.Silo.Gateway;
using Fleet.Silo.Grains;
using Fleet.Silo.Hosting;

namespace Fleet.Silo.Cluster;

/// <summary>
/// A server of a cluster that is stopped in order lets its agents find another one before its grains leave: a command meets one of the two,
/// never both.
/// <code>
///   SIGTERM ─► agents knock elsewhere ─► each is attached there ─► grains leave ─► exit
///              (requests and grains go on as ever)                 (their callers ask again)
/// </code>
/// </summary>
sealed partial class LeaveTaking(FleetOptions options, AgentSessions sessions, Departure departure, IGrainFactory grains, TimeProvider time, ILogger<LeaveTaking> logger) : IHostedLifecycleService
{
    /// <summary>An agent that is not back by then has lost its way for another reason.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var began = time.GetTimestamp();
            var agents = (await sessions.SendAway()).Distinct().ToList();
            if (!options.Clustered)
                return;
            await Task.WhenAll(agents.Select(ArriveElsewhere));
            LogFree(agents.Count, (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
        finally
        {
            await departure.Begin();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task ArriveElsewhere(string agentId)
    {
        try
        {
            if (!await grains.GetGrain<IAgentGrain>(agentId).Returns(Patience))
                LogNotBack(agentId);
        }
        catch (Exception fault)
        {
            // A server of the version before does not know the question; the agent's way does not depend on the answer.
            LogNotAsked(agentId, fault);
        }
    }

    [LoggerMessage(1910, LogLevel.Information, "{Agents} agents had this server and have another one now, after {Milliseconds} ms; its grains leave")]
    partial void LogFree(int agents, long milliseconds);

    [LoggerMessage(1911, LogLevel.Information, "Agent {AgentId} has not found another server yet; this one stops all the same")]
    partial void LogNotBack(string agentId);

    [LoggerMessage(1912, LogLevel.Information, "Nobody could say whether agent {AgentId} has found another server")]
    partial void LogNotAsked(string agentId, Exception fault);
}
