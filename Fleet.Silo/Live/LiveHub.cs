using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Silo.Grains;
using Fleet.Silo.Programs;

namespace Fleet.Silo.Live;

/// <summary>
/// One per process: watches every machine and feeds all viewers of this process. A change is encoded once, whoever looks; a
/// viewer gets at most two frames a second, and a slow one skips to the newest instead of queueing.
/// </summary>
public sealed partial class LiveHub(IGrainFactory grains, IDatabase database, ISiloStatusOracle nodes, TimeProvider time, ILogger<LiveHub> logger)
    : BackgroundService, IMachineObserver, ISiloStatusListener
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Below half of the grains' expiry, so that one lost renewal does no harm.</summary>
    static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, LiveMachine> _machines = new();
    readonly SemaphoreSlim _moved = new(0);
    TaskCompletionSource _beat = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IMachineObserver? _reference;
    long _version;

    /// <summary>The newest picture of a machine, or null before the first.</summary>
    public MachineLive? Find(string machineId) => _machines.GetValueOrDefault(machineId)?.Machine;

    public IReadOnlyCollection<MachineLive> All => [.. _machines.Values.Select(machine => machine.Machine)];

    public Task Changed(MachineLive machine)
    {
        Keep(machine);
        return Task.CompletedTask;
    }

    /// <summary>A node went: the grains that lived there wake up elsewhere and know nobody who watches them.</summary>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
            _moved.Release();
    }

    /// <summary>A machine was added: look at once instead of at the next renewal.</summary>
    public async Task Watch(string machineId)
    {
        if (_reference is not null)
            Keep(await grains.GetGrain<IMachineGrain>(machineId).Watch(_reference));
    }

    async Task WatchAll()
    {
        if (_reference is null)
            return;
        var ids = await database.List<string>("select id from machine");
        foreach (var gone in _machines.Keys.Except(ids))
            _machines.TryRemove(gone, out _);
        foreach (var id in ids)
            Keep(await grains.GetGrain<IMachineGrain>(id).Watch(_reference));
    }

    /// <summary>Frames for one viewer: a JSON array of what changed since the last one; the first holds everything.</summary>
    /// <param name="only">The machines on the viewer's screen; empty for all.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames(
        IReadOnlyCollection<string> only, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = -1L;
        var frame = new MemoryStream();
        while (!cancellation.IsCancellationRequested)
        {
            var beat = _beat.Task;
            frame.SetLength(0);
            frame.WriteByte((byte)'[');
            var newest = seen;
            foreach (var machine in OnScreen(only))
            {
                if (machine.Version <= seen)
                    continue;
                if (frame.Length > 1)
                    frame.WriteByte((byte)',');
                frame.Write(machine.Json);
                newest = Math.Max(newest, machine.Version);
            }
            if (newest > seen || seen < 0)
            {
                seen = Math.Max(newest, 0);
                frame.WriteByte((byte)']');
                yield return frame.GetBuffer().AsMemory(0, (int)frame.Length);
            }
            await beat.WaitAsync(cancellation);
        }
    }

    /// <summary>A viewer costs what is on its screen, not what the fleet has.</summary>
    IEnumerable<LiveMachine> OnScreen(IReadOnlyCollection<string> only) =>
        only.Count == 0 ? _machines.Values : only.Select(id => _machines.GetValueOrDefault(id)).OfType<LiveMachine>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _reference = grains.CreateObjectReference<IMachineObserver>(this);
        var beating = BeatUntil(stoppingToken);
        try
        {
            nodes.SubscribeToSiloStatusEvents(this);
            do
            {
                try
                {
                    await WatchAll();
                }
                catch (Exception fault) when (fault is OrleansException or TimeoutException)
                {
                    LogNotRenewed(fault);
                }
            }
            while (await _moved.WaitAsync(RenewEvery, stoppingToken) || !stoppingToken.IsCancellationRequested);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        nodes.UnSubscribeFromSiloStatusEvents(this);
        await beating;
    }

    async Task BeatUntil(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                Interlocked.Exchange(ref _beat, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    void Keep(MachineLive machine) => _machines[machine.Id] = new(machine, Interlocked.Increment(ref _version), time.NowMs());

    [LoggerMessage(1601, LogLevel.Warning, "The machines could not be watched; trying again soon")]
    partial void LogNotRenewed(Exception fault);

    /// <summary>A machine and its encoding, made when the first viewer needs it.</summary>
    sealed class LiveMachine(MachineLive machine, long version, long nowMs)
    {
        byte[]? _json;

        public MachineLive Machine => machine;

        public long Version => version;

        public byte[] Json => _json ??= JsonSerializer.SerializeToUtf8Bytes(LiveView.Of(machine, nowMs), ProgramFacts.Json);
    }
}
