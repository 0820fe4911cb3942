using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>Makes and runs a session for each attached agent.</summary>
public sealed class AgentSessions(
    IGrainFactory grains, MachineLists lists, AgentDoors doors, ReleaseDesk releases, LedgerClerk clerk, IDatabase database, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<AgentSession> logger)
{
    public async Task Serve(
        AgentRow agent, IAsyncStreamReader<FromAgent> from, IServerStreamWriter<ToAgent> to, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        await using var session = new AgentSession(agent, grains, lists, doors, releases, clerk, database, time, logger, ending);
        await session.Run(from, to);
    }
}
