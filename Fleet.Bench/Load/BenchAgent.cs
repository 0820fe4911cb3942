using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Fleet.Agent.Uplink;
using Fleet.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Bench.Load;

/// <summary>An agent as the server sees one: its own certificate, its own connection, all of the protocol; its machines are numbers.</summary>
sealed class BenchAgent : IAsyncDisposable
{
    readonly GrpcChannel _channel;
    readonly AsyncDuplexStreamingCall<FromAgent, ToAgent> _call;
    readonly Channel<FromAgent> _outgoing = Channel.CreateBounded<FromAgent>(64);
    readonly CancellationTokenSource _ending = new();
    readonly string[] _machines;
    readonly bool[] _running;
    Task _sides = Task.CompletedTask;

    BenchAgent(string id, AgentIdentity identity, Uri door, int machines, Func<string, bool> isRunning)
    {
        Id = id;
        _machines = [.. Enumerable.Range(0, machines).Select(machine => LoadedServer.MachineId(id, machine))];
        _running = [.. _machines.Select(isRunning)];
        _channel = GrpcChannel.ForAddress(door, new() { HttpHandler = ServerTrust.Signed(identity) });
        _call = new AgentLink.AgentLinkClient(_channel).Attach(cancellationToken: _ending.Token);
    }

    public string Id { get; }

    /// <summary>When each command arrived, by its id; ticks of <see cref="Stopwatch"/>.</summary>
    public static ConcurrentDictionary<string, long> Arrived { get; } = new();

    /// <summary>The highest acknowledged sequence.</summary>
    public ulong Acknowledged { get; private set; }

    /// <summary>Names the journal; an agent that connects again has the same.</summary>
    public string Epoch { get; init; } = Guid.NewGuid().ToString("n");

    /// <summary>Done when the connection is.</summary>
    public Task Ended => _sides;

    public static async Task<string> Enrol(LoadedServer server, string name)
    {
        var identity = await AgentIdentity.Join(server.AgentFolder(name), server.AgentDoor, await server.JoinToken(), CancellationToken.None);
        var subject = identity.Certificate.Subject;
        var start = subject.IndexOf("CN=", StringComparison.Ordinal) + 3;
        return subject[start..].Split(',')[0];
    }

    public static Task<BenchAgent> Attach(LoadedServer server, string name, string id, int machines, Func<string, bool> isRunning) =>
        Attach(server.AgentDoor, AgentIdentity.Load(server.AgentFolder(name))!, id, machines, isRunning, Guid.NewGuid().ToString("n"));

    /// <exception cref="RpcException">The door does not open.</exception>
    public static async Task<BenchAgent> Attach(Uri door, AgentIdentity identity, string id, int machines, Func<string, bool> isRunning, string epoch)
    {
        var agent = new BenchAgent(id, identity, door, machines, isRunning) { Epoch = epoch };
        try
        {
            await agent.Greet();
            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    /// <summary>One sample of every machine; the time of sampling travels as a temperature, so that a viewer can tell its age.</summary>
    public void Sample()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var batch = new TelemetryBatch();
        for (var machine = 0; machine < _machines.Length; machine++)
        {
            var sample = new MachineTelemetry
            {
                MachineId = _machines[machine], AtUnixMs = now, PowerW = 100 + machine,
                Condition = _running[machine] ? MachineCondition.Running : MachineCondition.Idle, Firmware = "Marlin 2.1.2",
                Heaters = { new Heater { Name = "bed", ActualC = now % 100_000_000, TargetC = 60 }, new Heater { Name = "nozzle", ActualC = 210.4, TargetC = 210 } },
                Position = new() { XMm = machine, YMm = now % 200, ZMm = 1 },
            };
            if (_running[machine])
                sample.Run = new() { RunId = LoadedServer.RunId(_machines[machine]), Phase = Phase.Processing, Line = now % 10_000, TotalLines = 10_000, Fraction = now % 10_000 / 10_000.0, RemainingSeconds = 600 };
            batch.Machines.Add(sample);
        }
        _outgoing.Writer.TryWrite(new() { Telemetry = batch });
    }

    /// <summary>Facts of a week away: meter readings of all machines, in order, until all are acknowledged.</summary>
    /// <returns>Seconds.</returns>
    public async Task<double> CatchUp(int facts, int perBatch, int onTheirWay)
    {
        var began = Stopwatch.GetTimestamp();
        var (sequence, counters) = (0UL, new double[_machines.Length]);
        var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 7L * 24 * 3600 * 1000;
        while (sequence < (ulong)facts)
        {
            var batch = new JournalBatch { Epoch = Epoch };
            for (var number = 0; number < perBatch && sequence < (ulong)facts; number++)
            {
                var machine = (int)(sequence % (ulong)_machines.Length);
                counters[machine] += 1.5;
                batch.Entries.Add(new JournalEntry
                {
                    Sequence = ++sequence, AtUnixMs = time + (long)sequence * 100, MachineId = _machines[machine],
                    MeterReading = new() { MeterId = $"meter-{_machines[machine]}", CounterWh = counters[machine], PowerW = 90, ResolutionWh = 0.001, Phase = Phase.Standby },
                });
            }
            await _outgoing.Writer.WriteAsync(new() { Journal = batch });
            while (sequence - Acknowledged > (ulong)(perBatch * onTheirWay))
                await Task.Delay(2);
        }
        while (Acknowledged < sequence)
            await Task.Delay(2);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Facts from the journal; false when there is no room for them now.</summary>
    public bool Tell(JournalBatch facts) => _outgoing.Writer.TryWrite(new() { Journal = facts });

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _sides;
        _call.Dispose();
        _channel.Dispose();
        _ending.Dispose();
    }

    async Task Greet()
    {
        await _call.RequestStream.WriteAsync(new() { Hello = new() { Protocol = 1, AgentVersion = "1.0.0", HostName = "load", Epoch = Epoch } });
        if (!await _call.ResponseStream.MoveNext(_ending.Token))
            throw new RpcException(new(StatusCode.Unavailable, "No welcome."));
        var inventory = new Inventory();
        for (var machine = 0; machine < _machines.Length; machine++)
            inventory.Machines.Add(new MachinePresence
            {
                MachineId = _machines[machine], Condition = _running[machine] ? MachineCondition.Running : MachineCondition.Idle,
                Firmware = "Marlin 2.1.2", RunId = _running[machine] ? LoadedServer.RunId(_machines[machine]) : "",
            });
        await _call.RequestStream.WriteAsync(new() { Inventory = inventory });
        _sides = Task.WhenAny(Receive(), Write());
    }

    async Task Receive()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(_ending.Token))
                switch (_call.ResponseStream.Current)
                {
                    case { Command: { } command }:
                        Arrived[command.Id] = Stopwatch.GetTimestamp();
                        _outgoing.Writer.TryWrite(new() { Outcome = new() { CommandId = command.Id, MachineId = command.MachineId, Accepted = true } });
                        break;
                    case { JournalAck: { } acknowledged }:
                        Acknowledged = acknowledged.Sequence;
                        break;
                }
        }
        catch (Exception ended) when (ended is OperationCanceledException or RpcException)
        {
            // The measurement is over.
        }
    }

    async Task Write()
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(_ending.Token))
                await _call.RequestStream.WriteAsync(message, _ending.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or RpcException)
        {
            // The measurement is over.
        }
    }
}
