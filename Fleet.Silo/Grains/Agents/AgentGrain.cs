namespace Fleet.Silo.Grains;

/// <summary>Interleaves throughout: it only passes messages on and waits for outcomes.</summary>
[GrainType("agent")]
public sealed partial class AgentGrain(IDatabase database, TimeProvider time, ILogger<AgentGrain> logger) : Grain, IAgentGrain
{
    readonly Dictionary<string, TaskCompletionSource<CommandAnswer>> _awaited = [];
    string? _connectionId;
    IAgentConnection? _connection;

    string Id => this.GetPrimaryKeyString();

    public async Task<bool> Attach(string connectionId, IAgentConnection connection, string epoch, string agentVersion, string rid)
    {
        // Not awaited: the node that held the older connection may be dead, and the agent is here now.
        if (_connection is { } older && _connectionId != connectionId)
            HangUp(older).Ignore();
        _connectionId = connectionId;
        _connection = connection;
        var known = await database.Find<string>("select epoch from agent where id = @Id", new { Id });
        await database.Execute(
            "update agent set epoch = @epoch, agent_version = @agentVersion, architecture = @rid, last_seen_ms = @now where id = @Id",
            new { Id, epoch, agentVersion, rid, now = time.NowMs() });
        LogAttached(Id, connectionId);
        return known is { Length: > 0 } && known != epoch;
    }

    public Task Renew(string connectionId, IAgentConnection connection)
    {
        if (_connection is null || _connectionId == connectionId)
            (_connectionId, _connection) = (connectionId, connection);
        return Task.CompletedTask;
    }

    public async Task Detach(string connectionId)
    {
        if (_connectionId != connectionId)
            return;
        _connection = null;
        _connectionId = null;
        foreach (var (_, awaited) in _awaited)
            awaited.TrySetResult(CommandAnswer.No("The agent's connection broke before it answered. Look at the machine, then try again."));
        _awaited.Clear();
        await database.Execute("update agent set last_seen_ms = @now where id = @Id", new { Id, now = time.NowMs() });
    }

    public Task Ports(string ports, string troubles, string foundMeters) =>
        database.Execute("update agent set ports = @ports, troubles = @troubles, found_meters = @foundMeters, last_seen_ms = @now where id = @Id",
            new { Id, ports, troubles, foundMeters, now = time.NowMs() });

    public async Task<CommandAnswer> Deliver(string commandId, byte[] command, TimeSpan patience)
    {
        if (_connection is not { } connection)
            return CommandAnswer.No("The machine's agent is not connected. Check that it has power and network.");
        if (!_awaited.TryGetValue(commandId, out var awaited))
            _awaited[commandId] = awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await connection.Send(command).WaitAsync(patience, time);
            return await awaited.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return CommandAnswer.No($"The agent did not answer within {patience.TotalSeconds:0} s. Look at the machine, then try again.");
        }
        catch (Exception fault) when (fault is OrleansException or ObjectDisposedException)
        {
            LogUnreachable(Id, fault);
            return CommandAnswer.No("The machine's agent cannot be reached at this moment. Try again in a few seconds.");
        }
        finally
        {
            _awaited.Remove(commandId);
        }
    }

    public Task Outcome(string commandId, CommandAnswer answer)
    {
        if (_awaited.TryGetValue(commandId, out var awaited))
            awaited.TrySetResult(answer);
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
