using Fleet.Agent.Uplink;
using Fleet.Protocol;
using Grpc.Core;

namespace Fleet.Bench.Load;

/// <summary>An agent that knows all doors of a cluster, knocks at the next one when its server dies, and tells a fact ten times a second.</summary>
sealed class RoamingAgent : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    const int BeatsPerSample = 10;

    readonly IReadOnlyList<Uri> _doors;
    readonly AgentIdentity _identity;
    readonly int _machines;
    readonly CancellationTokenSource _ending = new();
    readonly Task _roaming;
    readonly List<JournalEntry> _owed = [];
    int _door;

    public RoamingAgent(string id, AgentIdentity identity, IReadOnlyList<Uri> doors, int firstDoor, int machines)
    {
        (Id, _identity, _doors, _door, _machines) = (id, identity, doors, firstDoor, machines);
        _roaming = Roam();
    }

    public string Id { get; }

    public string Epoch { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Facts told so far.</summary>
    public ulong Told { get; private set; }

    /// <summary>Facts that no server has acknowledged.</summary>
    public int Owed => _owed.Count;

    public bool Telling { get; set; } = true;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _roaming;
        _ending.Dispose();
    }

    async Task Roam()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await using var connection = await BenchAgent.Attach(_doors[_door], _identity, Id, _machines, _ => false, Epoch);
                await Serve(connection);
            }
            catch (Exception lost) when (lost is RpcException or HttpRequestException or IOException)
            {
                await Task.Delay(Pause);
            }
            _door = (_door + 1) % _doors.Count;
        }
    }

    async Task Serve(BenchAgent connection)
    {
        var sent = 0UL;
        for (var beat = 0; !_ending.IsCancellationRequested && !connection.Ended.IsCompleted; beat++)
        {
            if (Telling)
                _owed.Add(Fact(++Told));
            _owed.RemoveAll(fact => fact.Sequence <= connection.Acknowledged);
            var batch = new JournalBatch { Epoch = Epoch, Entries = { _owed.Where(fact => fact.Sequence > sent) } };
            if (batch.Entries.Count > 0 && connection.Tell(batch))
                sent = batch.Entries[^1].Sequence;
            if (beat % BeatsPerSample == 0)
                connection.Sample();
            await Task.WhenAny(connection.Ended, Task.Delay(Beat));
        }
    }

    JournalEntry Fact(ulong sequence)
    {
        var machine = LoadedServer.MachineId(Id, (int)(sequence % (ulong)_machines));
        return new()
        {
            Sequence = sequence, AtUnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), MachineId = machine,
            MeterReading = new() { MeterId = $"meter-{machine}", CounterWh = sequence, PowerW = 90, ResolutionWh = 0.001, Phase = Phase.Standby },
        };
    }
}
