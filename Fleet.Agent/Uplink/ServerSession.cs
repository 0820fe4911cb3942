using System.Threading.Channels;
using Fleet.Agent.Health;
using Fleet.Agent.Journal;
using Fleet.Agent.Links;
using Fleet.Agent.Stations;
using Fleet.Agent.Updates;
using Fleet.Protocol;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Uplink;

/// <summary>One connection to the server, from hello to its end.</summary>
sealed partial class ServerSession : IAsyncDisposable
{
    /// <summary>The highest version of agent.proto that this agent speaks.</summary>
    const uint Protocol = 1;

    internal const int FactsPerBatch = 500, BatchesOnTheirWay = 16;

    /// <summary>At most twice a second, and at least every two seconds, so that the server sees a living agent.</summary>
    static readonly TimeSpan TelemetryEvery = TimeSpan.FromMilliseconds(500);
    const int QuietBeats = 4;

    static readonly TimeSpan ClockEvery = TimeSpan.FromSeconds(30);

    /// <summary>The first exchanges follow each other closely: while both sides start, one alone may take long and say little.</summary>
    static readonly TimeSpan FirstClocksEvery = TimeSpan.FromMilliseconds(200);
    const int FirstClocks = 10;

    readonly AgentLink.AgentLinkClient _client;
    readonly StationBoard _board;
    readonly FactJournal _journal;
    readonly AgentClock _clock;
    readonly ProgramCache _programs;
    readonly ServerPrograms _source;
    readonly SelfUpdate _updates;
    readonly ComputerCheck _computer;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly AsyncDuplexStreamingCall<FromAgent, ToAgent> _call;
    readonly Channel<FromAgent> _outgoing = Channel.CreateUnbounded<FromAgent>(new() { SingleReader = true });
    readonly SemaphoreSlim _owed = new(0);
    readonly SemaphoreSlim _acknowledged = new(BatchesOnTheirWay);
    readonly CancellationTokenSource _ending = new();
    volatile bool _changed = true;

    public ServerSession(
        AgentLink.AgentLinkClient client, StationBoard board, FactJournal journal, AgentClock clock, ProgramCache programs, ServerPrograms source, SelfUpdate updates,
        ComputerCheck computer, TimeProvider time, ILogger logger)
    {
        (_client, _board, _journal, _clock, _programs, _source, _updates, _computer, _time, _logger) = (client, board, journal, clock, programs, source, updates, computer, time, logger);
        _call = client.Attach(cancellationToken: _ending.Token);
        _board.Changed += OnChanged;
        _journal.Appended += OnAppended;
    }

    /// <param name="welcomed">Called when the server has accepted this agent.</param>
    public async Task Run(Action<Welcome> welcomed, CancellationToken stopping)
    {
        await using var stop = stopping.Register(_ending.Cancel);
        await _call.RequestStream.WriteAsync(new()
        {
            Hello = new()
            {
                Protocol = Protocol, AgentVersion = typeof(ServerSession).Assembly.GetName().Version?.ToString(3) ?? "",
                HostName = Environment.MachineName, Epoch = _journal.Epoch, FirstSequence = _journal.First(),
                Rid = SelfUpdate.Rid,
            },
        }, _ending.Token);
        if (!await _call.ResponseStream.MoveNext(_ending.Token) || _call.ResponseStream.Current.Welcome is not { } welcome)
            throw new IOException("The server did not say welcome.");
        welcomed(welcome);
        _source.Attached(_client);
        _updates.Healthy();
        LogConnected();
        PingClock();
        var sides = new[] { Receive(), Write(), SendFacts(), SendTelemetry(), KeepClock() };
        var first = await Task.WhenAny(sides);
        await _ending.CancelAsync();
        try
        {
            await first;
            await Task.WhenAll(sides);
        }
        catch (Exception fault) when (first.IsCompletedSuccessfully && fault is OperationCanceledException or RpcException)
        {
            // The other sides, ended by us.
        }
    }

    public ValueTask DisposeAsync()
    {
        _board.Changed -= OnChanged;
        _journal.Appended -= OnAppended;
        _source.Detached(_client);
        _ending.Cancel();
        _call.Dispose();
        _ending.Dispose();
        _owed.Dispose();
        _acknowledged.Dispose();
        return ValueTask.CompletedTask;
    }

    void OnChanged() => _changed = true;

    void OnAppended()
    {
        try
        {
            _owed.Release();
        }
        catch (ObjectDisposedException)
        {
            // The session ended at this moment; the next one reads the journal from its beginning.
        }
    }

    void Post(FromAgent message) => _outgoing.Writer.TryWrite(message);

    void PingClock() => Post(new() { ClockPing = new() { AgentMonotonicUs = _clock.MonotonicUs } });

    async Task Receive()
    {
        while (await _call.ResponseStream.MoveNext(_ending.Token))
        {
            var message = _call.ResponseStream.Current;
            switch (message.MessageCase)
            {
                case ToAgent.MessageOneofCase.Command:
                    _ = Carry(message.Command);
                    break;
                case ToAgent.MessageOneofCase.JournalAck:
                    _journal.Forget(message.JournalAck.Epoch, message.JournalAck.Sequence);
                    _acknowledged.Release();
                    break;
                case ToAgent.MessageOneofCase.Release:
                    _ = _updates.Take(message.Release, _client, _ending.Token);
                    break;
                case ToAgent.MessageOneofCase.ConsoleWatch:
                    _board.Find(message.ConsoleWatch.MachineId)?.WatchConsole(TimeSpan.FromSeconds(message.ConsoleWatch.Seconds));
                    break;
                case ToAgent.MessageOneofCase.ClockPong:
                    _clock.Measured(message.ClockPong.AgentMonotonicUs, message.ClockPong.ServerUnixMs);
                    break;
                case ToAgent.MessageOneofCase.Machines:
                    await _board.Set(message.Machines);
                    PostInventory();
                    break;
            }
        }
    }

    async Task Carry(Command command)
    {
        var station = _board.Find(command.MachineId);
        var outcome = station is null
            ? new CommandOutcome { CommandId = command.Id, MachineId = command.MachineId, Text = "This agent does not have that machine. Attach it again." }
            : await station.Carry(command, (programId, cancellation) => _programs.Ready(programId, (offset, token) => _source.Fetch(programId, offset, token), cancellation));
        Post(new() { Outcome = outcome });
        _changed = true;
    }

    async Task Write()
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(_ending.Token))
            await _call.RequestStream.WriteAsync(message, _ending.Token);
    }

    /// <summary>
    /// Sends what is owed in order; sends it all again on the next connection unless it was acknowledged. A week of facts is not put
    /// into memory: only so many batches are on their way at a time.
    /// </summary>
    async Task SendFacts()
    {
        var sent = 0UL;
        while (true)
        {
            var entries = _journal.Read(sent, FactsPerBatch);
            if (entries.Count == 0)
            {
                await _owed.WaitAsync(_ending.Token);
                continue;
            }
            await _acknowledged.WaitAsync(_ending.Token);
            Post(new() { Journal = new() { Epoch = _journal.Epoch, Entries = { entries } } });
            sent = entries[^1].Sequence;
        }
    }

    async Task SendTelemetry()
    {
        using var timer = new PeriodicTimer(TelemetryEvery, _time);
        var quiet = 0;
        while (await timer.WaitForNextTickAsync(_ending.Token))
        {
            foreach (var station in _board.All)
                if (station.TakeConsole() is { } lines)
                    Post(new() { Console = lines });
            if (!_changed && ++quiet < QuietBeats)
                continue;
            (_changed, quiet) = (false, 0);
            var batch = new TelemetryBatch();
            batch.Machines.AddRange(_board.All.Select(station => station.Telemetry()));
            if (batch.Machines.Count > 0)
                Post(new() { Telemetry = batch });
        }
    }

    async Task KeepClock()
    {
        using (var start = new PeriodicTimer(FirstClocksEvery, _time))
            for (var number = 0; number < FirstClocks; number++)
            {
                await start.WaitForNextTickAsync(_ending.Token);
                PingClock();
            }
        using var timer = new PeriodicTimer(ClockEvery, _time);
        while (await timer.WaitForNextTickAsync(_ending.Token))
        {
            PingClock();
            PostInventory();
        }
    }

    void PostInventory()
    {
        var inventory = new Inventory
        {
            Ports = { PortList.Read().Select(port => new Port { Address = port.Path, Description = $"{port.Device} {port.Usb}".Trim() }) },
        };
        inventory.Machines.AddRange(_board.All.Select(station => station.Presence()));
        _journal.Retry();
        inventory.Troubles.AddRange(_computer.Troubles());
        inventory.Troubles.AddRange(_board.MeterTroubles);
        inventory.FoundMeters.AddRange(_board.FoundMeters);
        if (_journal.Trouble is { } trouble)
            inventory.Troubles.Add(trouble);
        Post(new() { Inventory = inventory });
    }

    [LoggerMessage(2301, LogLevel.Debug, "Connected to the server")]
    partial void LogConnected();
}
