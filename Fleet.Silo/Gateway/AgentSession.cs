using System.Text.Json;
using System.Threading.Channels;
using Fleet.Silo.Cluster;
using Fleet.Silo.Desk;
using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;
using Grpc.Core;

namespace Fleet.Silo.Gateway;

/// <summary>
/// One agent's stream, for as long as it lasts. What comes in, what goes out, the journal on its way into the ledger and the machines'
/// presence go on side by side and never wait for each other.
/// </summary>
public sealed partial class AgentSession(
    AgentRow agent, IGrainFactory grains, MachineLists lists, AgentDoors doors, ReleaseDesk releases, LedgerClerk clerk, IDatabase database,
    RenewalBeat beat, TimeProvider time, ILogger<AgentSession> logger, CancellationTokenSource ending) : IAgentConnection, IAsyncDisposable
{
    /// <summary>The highest version of agent.proto that this server speaks.</summary>
    const uint Protocol = 1;

    const int MostFactsAtOnce = 5000;

    readonly string _connectionId = Ids.New(time);
    readonly Channel<ToAgent> _outgoing = Channel.CreateUnbounded<ToAgent>(new() { SingleReader = true });
    readonly Channel<JournalBatch> _journal = Channel.CreateBounded<JournalBatch>(64);
    readonly Channel<Inventory> _inventories = Channel.CreateBounded<Inventory>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    readonly HashSet<string> _machines = [];
    IAgentConnection? _reference;
    Hello _hello = new();

    IAgentGrain Agent => grains.GetGrain<IAgentGrain>(agent.Id);

    public async Task Run(IAsyncStreamReader<FromAgent> from, IServerStreamWriter<ToAgent> to)
    {
        if (!await from.MoveNext(ending.Token) || from.Current.MessageCase != FromAgent.MessageOneofCase.Hello)
            throw new RpcException(new(StatusCode.InvalidArgument, "An agent begins with hello. Update the agent."));
        var hello = from.Current.Hello;
        _reference = grains.CreateObjectReference<IAgentConnection>(this);
        // Before the grain knows this connection: it sends what waited for the agent at once, and an agent expects to be welcomed first.
        Post(new()
        {
            Welcome = new()
            {
                Protocol = Math.Min(Protocol, Math.Max(1, hello.Protocol)), AgentId = agent.Id, ServerVersion = ServerVersion,
                Servers = { await doors.Open() },
            },
        });
        _hello = hello;
        await RefreshMachines();
        // Commands that waited for this agent go out while the rest is still being prepared.
        await SideBySide(Receive(from), Write(to), Settle());
    }

    /// <summary>What needs the agent's grain to know this connection.</summary>
    async Task Settle()
    {
        var forgotItsRuns = await Agent.Attach(_connectionId, _reference!, _hello.Epoch, _hello.AgentVersion, _hello.Rid);
        if (forgotItsRuns)
            await EndForgottenRuns();
        // Again: what changed before the grain knew whom to tell.
        await Task.WhenAll(RefreshMachines(), RefreshRelease());
        await SideBySide(ApplyJournal(), Renew(), NoteInventories());
    }

    /// <summary>The first that ends, ends the connection.</summary>
    async Task SideBySide(params Task[] sides)
    {
        await Task.WhenAny(sides);
        await ending.CancelAsync();
        await Task.WhenAll(sides.Select(Quietly));
    }

    public Task Send(byte[] command)
    {
        Post(new ToAgent { Command = Command.Parser.ParseFrom(command) });
        return Task.CompletedTask;
    }

    public async Task RefreshMachines() => Post(new ToAgent { Machines = await lists.For(agent.Id) });

    public async Task RefreshRelease()
    {
        if (await releases.Newer(_hello.Rid, _hello.AgentVersion) is { } newer)
            Post(new()
            {
                Release = new() { Version = newer.Version, ReleaseId = newer.BlobId, SizeBytes = (ulong)newer.SizeBytes, Signature = newer.Signature },
            });
    }

    public Task GrainMoves() => Quietly(Agent.Renew(_connectionId, _reference!));

    public Task HangUp(string reason)
    {
        LogHungUp(agent.Id, reason);
        return ending.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        if (_reference is null)
            return;
        await Quietly(Agent.Detach(_connectionId));
        await Task.WhenAll(_machines.Select(machineId => Quietly(grains.GetGrain<IMachineGrain>(machineId).AgentGone(_connectionId))));
        grains.DeleteObjectReference<IAgentConnection>(_reference);
    }

    static string ServerVersion => typeof(AgentSession).Assembly.GetName().Version?.ToString(3) ?? "";

    void Post(ToAgent message) => _outgoing.Writer.TryWrite(message);

    async Task Receive(IAsyncStreamReader<FromAgent> from)
    {
        while (await from.MoveNext(ending.Token))
        {
            var message = from.Current;
            switch (message.MessageCase)
            {
                case FromAgent.MessageOneofCase.Telemetry:
                    foreach (var machine in message.Telemetry.Machines)
                        _ = grains.GetGrain<IMachineGrain>(machine.MachineId).Report(_connectionId, Reports.Read(machine));
                    break;
                case FromAgent.MessageOneofCase.Journal:
                    await _journal.Writer.WriteAsync(message.Journal, ending.Token);
                    break;
                case FromAgent.MessageOneofCase.Inventory:
                    await _inventories.Writer.WriteAsync(message.Inventory, ending.Token);
                    break;
                case FromAgent.MessageOneofCase.Outcome:
                    _ = Quietly(Agent.Outcome(message.Outcome.CommandId, new(message.Outcome.Accepted, message.Outcome.Text)));
                    break;
                case FromAgent.MessageOneofCase.ClockPing:
                    Post(new() { ClockPong = new() { AgentMonotonicUs = message.ClockPing.AgentMonotonicUs, ServerUnixMs = time.NowMs() } });
                    break;
            }
        }
    }

    async Task Write(IServerStreamWriter<ToAgent> to)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(ending.Token))
            await to.WriteAsync(message, ending.Token);
    }

    /// <summary>
    /// What has piled up meanwhile is applied in one go: an agent that was away for a week has few meters and many readings of each.
    /// <code>
    ///   500 500 500 500 ──► 2 000 in one step ──► acknowledged 4 times, in order
    /// </code>
    /// </summary>
    async Task ApplyJournal()
    {
        var acknowledgements = new List<JournalAck>();
        await foreach (var batch in _journal.Reader.ReadAllAsync(ending.Token))
        {
            acknowledgements.Clear();
            Acknowledge(batch);
            while (batch.Entries.Count < MostFactsAtOnce && _journal.Reader.TryPeek(out var next) && next.Epoch == batch.Epoch && _journal.Reader.TryRead(out next))
            {
                Acknowledge(next);
                batch.Entries.AddRange(next.Entries);
            }
            try
            {
                await clerk.Apply(agent.Id, batch);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Not acknowledged: the agent keeps the facts and sends them again on its next connection.
                LogNotApplied(agent.Id, fault);
                throw;
            }
            foreach (var acknowledgement in acknowledgements)
                Post(new() { JournalAck = acknowledgement });
        }

        void Acknowledge(JournalBatch batch)
        {
            if (batch.Entries.Count > 0)
                acknowledgements.Add(new() { Epoch = batch.Epoch, Sequence = batch.Entries[^1].Sequence });
        }
    }

    async Task Renew()
    {
        while (!ending.IsCancellationRequested)
        {
            await beat.Next(ending.Token);
            await Quietly(Agent.Renew(_connectionId, _reference!));
        }
    }

    /// <summary>Beside what comes in: a machine's grain may have to be found anew, and outcomes of commands must not wait for that.</summary>
    async Task NoteInventories()
    {
        await foreach (var inventory in _inventories.Reader.ReadAllAsync(ending.Token))
            await Note(inventory);
    }

    async Task Note(Inventory inventory)
    {
        await Agent.Ports(
            JsonSerializer.Serialize(inventory.Ports.Select(port => new { port.Address, port.Description })), JsonSerializer.Serialize(inventory.Troubles),
            JsonSerializer.Serialize(inventory.FoundMeters.Select(meter => new { meter.Kind, meter.Address, meter.Name })));
        foreach (var machine in inventory.Machines)
            _machines.Add(machine.MachineId);
        await Task.WhenAll(inventory.Machines.Select(machine =>
            grains.GetGrain<IMachineGrain>(machine.MachineId).Presence(agent.Id, _connectionId, Reports.Read(machine, time.NowMs()), machine.RunId)));
    }

    /// <summary>A re-imaged agent knows nothing of the runs that it had taken: they are interrupted, and the beds are not clear.</summary>
    async Task EndForgottenRuns()
    {
        var machines = await database.List<MachineRow>(
            "select * from machine where agent_id = @Id and run_stage = 'accepted' and run_id is not null", new { agent.Id });
        foreach (var machine in machines)
        {
            if (await database.Find<string>("select job_id from run where id = @RunId", machine) is { } jobId)
                await grains.GetGrain<IJobGrain>(jobId).RunLost(machine.RunId!, "The agent was set up anew and has forgotten this run.");
            await grains.GetGrain<IMachineGrain>(machine.Id).RunEnded(machine.RunId!, bedFull: true);
        }
    }

    async Task Quietly(Task side)
    {
        try
        {
            await side;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or RpcException or InvalidOperationException)
        {
            // The connection's end, seen from each side.
        }
        catch (Exception fault)
        {
            LogSideFailed(agent.Id, fault);
        }
    }

    [LoggerMessage(1501, LogLevel.Information, "Agent {AgentId} was disconnected: {Reason}")]
    partial void LogHungUp(string agentId, string reason);

    [LoggerMessage(1502, LogLevel.Error, "Facts of agent {AgentId} could not be applied; they will come again")]
    partial void LogNotApplied(string agentId, Exception fault);

    [LoggerMessage(1503, LogLevel.Warning, "A side of the connection to agent {AgentId} failed")]
    partial void LogSideFailed(string agentId, Exception fault);
}
