using Fleet.Agent.Journal;
using Fleet.Agent.Stations;
using Fleet.Agent.Updates;
using Fleet.Protocol;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Uplink;

/// <summary>Keeps this agent connected to its fleet for as long as it runs. Machines and journal do not depend on it.</summary>
sealed partial class ServerLink(
    AgentOptions options, StationBoard board, FactJournal journal, AgentClock clock, ProgramCache programs, ServerPrograms source, SelfUpdate updates, TimeProvider time,
    ILogger<ServerLink> logger)
    : BackgroundService
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);

    /// <summary>A connection that held this long was a good one: the next door is knocked at without a pause.</summary>
    static readonly TimeSpan Held = TimeSpan.FromSeconds(2);

    readonly ServerDoors _doors = new(options);
    TimeSpan _pause = FirstPause;
    string? _token = options.JoinToken;
    Admission? _admission;
    long? _renewedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await board.Restore();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (AgentIdentity.Load(options.Folder) is { } identity)
                    await Serve(identity, stoppingToken);
                else
                    await Join(stoppingToken);
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
            {
                LogRefused(fault.Status.Detail);
                if (_token is not null && fault.StatusCode == StatusCode.Unauthenticated)
                    AgentIdentity.Forget(options.Folder);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Whatever a dying connection throws, from whichever side: an agent that stops knocking would be lost for months.
                if (fault is RpcException or IOException or HttpRequestException or OperationCanceledException)
                    LogLost(_doors.Current, fault is RpcException rpc ? rpc.Status.Detail : fault.Message);
                else
                    LogBroken(_doors.Current, fault);
                _doors.Next();
            }
            try
            {
                await Task.Delay(_pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            _pause = TimeSpan.FromTicks(Math.Clamp(_pause.Ticks * 2, FirstPause.Ticks, LongestPause.Ticks));
        }
    }

    async Task Serve(AgentIdentity identity, CancellationToken stopping)
    {
        using var channel = GrpcChannel.ForAddress(_doors.Current, new()
        {
            HttpHandler = ServerTrust.Signed(identity), MaxReceiveMessageSize = null,
        });
        var client = new AgentLink.AgentLinkClient(channel);
        // Once a day at most: a computer whose clock is years ahead would renew for ever.
        if (identity.WantsRenewal(time.GetUtcNow()) && (_renewedAt is not { } last || time.GetElapsedTime(last) > TimeSpan.FromDays(1)))
        {
            _renewedAt = time.GetTimestamp();
            await AgentIdentity.Renew(options.Folder, client, stopping);
            LogRenewed();
            return; // The next round shows the new certificate.
        }
        await using var session = new ServerSession(client, board, journal, clock, programs, source, updates, new(options.Folder, time), time, logger);
        long? welcomedAt = null;
        try
        {
            await session.Run(welcome =>
            {
                welcomedAt = time.GetTimestamp();
                _pause = FirstPause;
                _doors.Learn(welcome.Servers);
            }, stopping);
            // The server ended it in order, because it stops.
            _doors.Next();
        }
        finally
        {
            if (welcomedAt is { } at && time.GetElapsedTime(at) > Held)
                _pause = TimeSpan.Zero;
        }
    }

    async Task Join(CancellationToken stopping)
    {
        if (_token is { } token)
        {
            await AgentIdentity.Join(options.Folder, _doors.Current, token, stopping);
            _token = null;
            LogJoined(_doors.Current);
            return;
        }
        if (_admission is null)
        {
            _admission = new(options.Folder);
            LogWantsToJoin(_doors.Current, _admission.Fingerprint);
        }
        var (identity, state) = await _admission.Ask(_doors.Current, stopping);
        if (identity is not null)
        {
            _admission.Dispose();
            _admission = null;
            _pause = FirstPause;
            LogJoined(_doors.Current);
            return;
        }
        if (state == JoinState.Refused)
            LogNotWanted();
        _pause = AskEvery;
    }

    public override void Dispose()
    {
        _admission?.Dispose();
        base.Dispose();
    }

    [LoggerMessage(2201, LogLevel.Warning, "This agent asks to join the fleet at {Server}. Admit it there under Agents if the page shows this fingerprint: {Fingerprint}")]
    partial void LogWantsToJoin(Uri server, string fingerprint);

    [LoggerMessage(2202, LogLevel.Information, "Joined the fleet at {Server}")]
    partial void LogJoined(Uri server);

    [LoggerMessage(2203, LogLevel.Error, "The server refuses this agent: {Reason}")]
    partial void LogRefused(string reason);

    [LoggerMessage(2204, LogLevel.Debug, "No connection to {Server}: {Reason}")]
    partial void LogLost(Uri server, string reason);

    [LoggerMessage(2209, LogLevel.Warning, "The connection to {Server} broke in an unforeseen way; knocking at the next door")]
    partial void LogBroken(Uri server, Exception fault);

    [LoggerMessage(2207, LogLevel.Error, "An administrator refused this agent. Delete its data folder to ask again with a new key, or start it with a join token.")]
    partial void LogNotWanted();

    [LoggerMessage(2208, LogLevel.Information, "The certificate was renewed")]
    partial void LogRenewed();
}
