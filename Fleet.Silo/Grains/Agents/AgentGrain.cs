using Fleet.Silo.Cluster;

namespace Fleet.Silo.Grains;

/// <summary>
/// Interleaves throughout: it only passes messages on and waits for outcomes. A command that finds the agent away for a moment, because
/// its node died or the network blinked, waits for it; the agent knows a command by its id, so sending it again does nothing twice.
/// <code>
///   command ──► agent ✗ connection lost      attached ──► sent again ──► outcome
///                └────── at most Return ────────┘
/// </code>
/// </summary>
[GrainType("agent")]
public sealed partial class AgentGrain(IDatabase database, TimeProvider time, Departure departure, ILogger<AgentGrain> logger)
    : Grain, IAgentGrain
{
    /// <summary>How long an agent that was just lost may take to be back before its commands are refused.</summary>
    static readonly TimeSpan Return = TimeSpan.FromSeconds(8);

    /// <summary>What the agent was asked before it found its new connection is answered by then.</summary>
    static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(300);

    readonly Dictionary<string, AwaitedCommand> _awaited = [];
    TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _connectionId;
    IAgentConnection? _connection;

    /// <summary>When the connection was lost; a grain that has just moved here counts as one whose connection was.</summary>
    long _lostAt = time.GetTimestamp();

    string Id => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _connection?.GrainMoves().Ignore();
        return Task.CompletedTask;
    }

    public async Task<bool> Attach(string connectionId, IAgentConnection connection, string epoch, string agentVersion, string rid)
    {
        // Not awaited: the node that held the older connection may be dead, and the agent is here now.
        if (_connection is { } older && _connectionId != connectionId)
            HangUp(older).Ignore();
        Connect(connectionId, connection);
        // First of all: whoever commands has waited long enough.
        SendAwaited(connection);
        var known = await database.Find<string>("select epoch from agent where id = @Id", new { Id });
        await database.Execute(
            "update agent set epoch = @epoch, agent_version = @agentVersion, architecture = @rid, last_seen_ms = @now where id = @Id",
            new { Id, epoch, agentVersion, rid, now = time.NowMs() });
        LogAttached(Id, connectionId);
        return known is { Length: > 0 } && known != epoch;
    }

    public Task Renew(string connectionId, IAgentConnection connection)
    {
        var wasAway = _connection is null;
        if (wasAway || _connectionId == connectionId)
            Connect(connectionId, connection);
        if (wasAway)
            SendAwaited(connection);
        return Task.CompletedTask;
    }

    public async Task Detach(string connectionId)
    {
        if (_connectionId != connectionId)
            return;
        (_connectionId, _connection) = (null, null);
        _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _lostAt = time.GetTimestamp();
        await database.Execute("update agent set last_seen_ms = @now where id = @Id", new { Id, now = time.NowMs() });
    }

    public async Task<bool> Returns(TimeSpan patience)
    {
        try
        {
            await _arrival.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
        try
        {
            await Task.WhenAll(_awaited.Values.Select(command => command.Answer.Task)).WaitAsync(LastAnswers, time);
        }
        catch (TimeoutException)
        {
            // A long command; it is asked for again by its id.
        }
        return true;
    }

    public Task Ports(string ports, string troubles, string foundMeters) =>
        database.Execute("update agent set ports = @ports, troubles = @troubles, found_meters = @foundMeters, last_seen_ms = @now where id = @Id",
            new { Id, ports, troubles, foundMeters, now = time.NowMs() });

    public async Task<CommandAnswer> Deliver(string commandId, byte[] command, TimeSpan patience)
    {
        if (departure.HasBegun)
            throw new ServerLeavesException();
        if (_connection is null && !MayReturn)
            return CommandAnswer.No("The machine's agent is not connected. Check that it has power and network.");
        if (!_awaited.TryGetValue(commandId, out var awaited))
            _awaited[commandId] = awaited = new(command);
        try
        {
            if (_connection is { } connection)
                await Send(connection, awaited).WaitAsync(patience, time, departure.Token);
            return await awaited.Answer.Task.WaitAsync(_connection is null && patience > Return ? Return : patience, time, departure.Token);
        }
        catch (OperationCanceledException) when (departure.HasBegun)
        {
            // Not on its last seconds: whoever asked asks again, at the server that takes this grain over.
            DeactivateOnIdle();
            throw new ServerLeavesException();
        }
        catch (TimeoutException)
        {
            return CommandAnswer.Unknown(_connection is null
                ? "The machine's agent went away and did not come back. Look at the machine, and check that the agent has power and network."
                : $"The agent did not answer within {patience.TotalSeconds:0} s. Look at the machine, then try again.");
        }
        finally
        {
            _awaited.Remove(commandId);
        }
    }

    public Task Outcome(string commandId, CommandAnswer answer)
    {
        if (_awaited.TryGetValue(commandId, out var awaited))
            awaited.Answer.TrySetResult(answer);
        return Task.CompletedTask;
    }

    public Task MachinesChanged() => _connection?.RefreshMachines() ?? Task.CompletedTask;

    public Task ReleasesChanged() => _connection?.RefreshRelease() ?? Task.CompletedTask;

    public async Task Revoke()
    {
        await database.Execute("update agent set revoked_at_ms = @now where id = @Id and revoked_at_ms is null", new { Id, now = time.NowMs() });
        if (_connection is { } connection)
            await HangUp(connection);
    }

    void Connect(string connectionId, IAgentConnection connection)
    {
        (_connectionId, _connection) = (connectionId, connection);
        _arrival.TrySetResult();
    }

    /// <summary>What waited for the agent, or was on its way when its last connection broke.</summary>
    void SendAwaited(IAgentConnection connection)
    {
        foreach (var command in _awaited.Values)
            Send(connection, command).Ignore();
    }

    bool MayReturn => time.GetElapsedTime(_lostAt) < Return;

    /// <summary>A connection whose node is gone counts as lost; the agent's next one gets the command.</summary>
    async Task Send(IAgentConnection connection, AwaitedCommand command)
    {
        try
        {
            await connection.Send(command.Message);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or ObjectDisposedException)
        {
            LogUnreachable(Id, fault);
        }
    }

    async Task HangUp(IAgentConnection connection)
    {
        try
        {
            await connection.HangUp("Another connection of this agent took over.");
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or ObjectDisposedException)
        {
            LogUnreachable(Id, fault);
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "Agent {AgentId} is attached by connection {ConnectionId}")]
    partial void LogAttached(string agentId, string connectionId);

    [LoggerMessage(1002, LogLevel.Warning, "Agent {AgentId} cannot be reached on its connection")]
    partial void LogUnreachable(string agentId, Exception fault);
}
