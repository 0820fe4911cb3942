using System.Collections.Concurrent;
using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>Makes and runs a session for each attached agent, until the server stops.</summary>
public sealed class AgentSessions(
    IGrainFactory grains, MachineLists lists, AgentDoors doors, ReleaseDesk releases, LedgerClerk clerk, IDatabase database, RenewalBeat beat, TimeProvider time,
    ILogger<AgentSession> logger)
{
    /// <summary>How long the connections' own last words may take.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<CancellationTokenSource, Visit> _visits = new();
    volatile bool _closed;

    public async Task Serve(
        AgentRow agent, IAsyncStreamReader<FromAgent> from, IServerStreamWriter<ToAgent> to, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var visit = _visits[ending] = new(agent.Id, new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            if (_closed)
                throw new RpcException(new(StatusCode.Unavailable, "This server is being stopped. Knock at another one, or again in a moment."));
            await using var session = new AgentSession(agent, grains, lists, doors, releases, clerk, database, beat, time, logger, ending);
            await session.Run(from, to);
        }
        finally
        {
            _visits.TryRemove(ending, out _);
            visit.Over.TrySetResult();
        }
    }

    /// <summary>Ends all connections in order and lets no new ones in.</summary>
    /// <returns>The agents that were here.</returns>
    public async Task<IReadOnlyList<string>> SendAway()
    {
        _closed = true;
        var visits = _visits.ToArray();
        foreach (var (ending, _) in visits)
            try
            {
                await ending.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It was just leaving.
            }
        try
        {
            await Task.WhenAll(visits.Select(visit => visit.Value.Over.Task)).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // A grain that it wanted to tell does not answer; the agent is free all the same.
        }
        return [.. visits.Select(visit => visit.Value.AgentId)];
    }

    sealed record Visit(string AgentId, TaskCompletionSource Over);
}
