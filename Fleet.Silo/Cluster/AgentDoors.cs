using Fleet.Silo.Hosting;

namespace Fleet.Silo.Cluster;

/// <summary>
/// Where agents can knock: each server says every few seconds that its door is open. An agent learns the list at each welcome, so that
/// it finds another server when its own dies.
/// </summary>
public sealed partial class AgentDoors(IDatabase database, FleetOptions options, TimeProvider time, ILogger<AgentDoors> logger) : BackgroundService
{
    static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(10);
    static readonly TimeSpan ForgetAfter = TimeSpan.FromHours(1);

    string Own => $"https://{ClusterSetup.NameOf(options)}:{options.AgentPort}";

    /// <summary>Addresses of the cluster's servers that were there lately, this one first; empty without a cluster.</summary>
    public async Task<IReadOnlyList<string>> Open()
    {
        if (!options.Clustered)
            return [];
        var own = Own;
        var all = await database.List<string>(
            "select address from agent_door where seen_at_ms > @since order by address",
            new { since = time.NowMs() - (long)ForgetAfter.TotalMilliseconds });
        return [own, .. all.Where(address => address != own)];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Clustered)
            return;
        using var timer = new PeriodicTimer(SayEvery, time);
        try
        {
            do
            {
                try
                {
                    await database.Execute(
                        "insert into agent_door (address, seen_at_ms) values (@Own, @now) on conflict (address) do update set seen_at_ms = excluded.seen_at_ms",
                        new { Own, now = time.NowMs() }, stoppingToken);
                }
                catch (System.Data.Common.DbException fault)
                {
                    LogNotSaid(fault);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(1901, LogLevel.Warning, "The database does not answer; agents may not learn of this server")]
    partial void LogNotSaid(Exception fault);
}
