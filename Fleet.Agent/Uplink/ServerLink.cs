using Fleet.Agent.Journal;
using Fleet.Agent.Stations;
using Fleet.Protocol;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Uplink;

/// <summary>Keeps this agent connected to its server for as long as it runs. Machines and journal do not depend on it.</summary>
public sealed partial class ServerLink(
    AgentOptions options, StationBoard board, FactJournal journal, AgentClock clock, ProgramCache programs, TimeProvider time, ILogger<ServerLink> logger)
    : BackgroundService
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await board.Restore();
        var pause = FirstPause;
        var token = options.JoinToken;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (AgentIdentity.Load(options.Folder) is not { } identity)
                {
                    if (token is null)
                    {
                        LogNoIdentity();
                        return;
                    }
                    identity = await AgentIdentity.Join(options.Folder, options.Server, token, stoppingToken);
                    token = null;
                    LogJoined(options.Server);
                }
                using var channel = GrpcChannel.ForAddress(options.Server, new()
                {
                    HttpHandler = ServerTrust.Signed(identity), MaxReceiveMessageSize = null,
                });
                await using var session = new ServerSession(new AgentLink.AgentLinkClient(channel), board, journal, clock, programs, time, logger);
                await session.Run(() => pause = FirstPause, stoppingToken);
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
            {
                LogRefused(fault.Status.Detail);
                if (token is not null && fault.StatusCode == StatusCode.Unauthenticated)
                    AgentIdentity.Forget(options.Folder);
            }
            catch (Exception fault) when (fault is RpcException or IOException or HttpRequestException)
            {
                LogLost(fault is RpcException rpc ? rpc.Status.Detail : fault.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    [LoggerMessage(2201, LogLevel.Error, "This agent has not joined a fleet. Start it once with --token and a join token of the server.")]
    partial void LogNoIdentity();

    [LoggerMessage(2202, LogLevel.Information, "Joined the fleet at {Server}")]
    partial void LogJoined(Uri server);

    [LoggerMessage(2203, LogLevel.Error, "The server refuses this agent: {Reason}")]
    partial void LogRefused(string reason);

    [LoggerMessage(2204, LogLevel.Debug, "No connection to the server: {Reason}")]
    partial void LogLost(string reason);
}
