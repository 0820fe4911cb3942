using Fleet.Agent.Simulation;
using Fleet.Agent.Stations;
using Microsoft.Extensions.Hosting;

namespace Fleet.Agent.Uplink;

/// <summary>
/// Ends the built-in agent when its server has been gone for a minute and no run is on: a killed server leaves nothing behind for
/// ever, and a print still finishes.
/// </summary>
sealed class OwnerGone(AgentOptions options, StationBoard board, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.OwnerFile is not { } file)
            return;
        var owner = new OwnerWatch(file, time);
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (owner.OwnerIsGone() && board.All.All(station => station.Presence().RunId.Length == 0))
            {
                lifetime.StopApplication();
                return;
            }
    }
}
