using Orleans.Runtime;

namespace Fleet.Silo.Cluster;

/// <summary>
/// When connections tell their agents' grains that they are there: a grain that has just moved to another server knows nobody until then.
/// <code>
///   calm      ·         ·         ·         once a second
///   a server comes or goes  ▼· · · · · ·    at once, and ten times a second until that is settled
/// </code>
/// </summary>
public sealed class RenewalBeat(IClusterMembershipService membership, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Moving = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(5);

    volatile TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _changedAt = time.GetTimestamp();

    /// <summary>Waits for the next beat.</summary>
    public Task Next(CancellationToken cancellation)
    {
        var pause = time.GetElapsedTime(Volatile.Read(ref _changedAt)) < SettlesWithin ? Moving : Calm;
        return Task.WhenAny(_change.Task, Task.Delay(pause, time, cancellation));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
            {
                Volatile.Write(ref _changedAt, time.GetTimestamp());
                Interlocked.Exchange(ref _change, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
