using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Fleet.Agent.Health;

/// <summary>
/// Tells the service manager that this process still thinks: it is ended and started again when the word does not come in time
/// (<c>WatchdogSec</c> of the unit, sd_watchdog_enabled(3)). Silent where nobody asks.
/// </summary>
sealed class Watchdog(ISystemdNotifier notifier, TimeProvider time) : BackgroundService
{
    static readonly ServiceState Alive = new("WATCHDOG=1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsEnabled || !long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds))
            return;
        // Three times within the patience: one late word does no harm.
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(microseconds) / 3, time);
        try
        {
            do
                notifier.Notify(Alive);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
