using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Fleet.Agent.Stations;
using Fleet.Agent.Uplink;
using Fleet.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Updates;

/// <summary>
/// Takes a newer version that the fleet offers: downloads and checks it, waits until no run is on, and ends this process; the service
/// manager starts it again and <see cref="Launcher"/> hands over. The new version has two minutes to reach its server.
/// </summary>
sealed partial class SelfUpdate(
    AgentOptions options, StationBoard board, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<SelfUpdate> logger) : BackgroundService
{
    static readonly TimeSpan Trial = TimeSpan.FromMinutes(2);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    readonly ReleaseFolder _folder = new(options.Folder);
    readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SemaphoreSlim _taking = new(1, 1);
    volatile bool _ready;

    /// <summary>What the hello tells: empty when this agent cannot update itself.</summary>
    public static string Rid => Launcher.IsOn && OperatingSystem.IsLinux()
        ? $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}"
        : "";

    /// <summary>A server has said welcome: this version works.</summary>
    public void Healthy() => _healthy.TrySetResult();

    /// <summary>Never throws: an update that fails changes nothing.</summary>
    public async Task Take(ReleaseOffer offer, AgentLink.AgentLinkClient server, CancellationToken cancellation)
    {
        await _taking.WaitAsync(cancellation);
        try
        {
            var release = new Release(offer.Version, Rid, offer.ReleaseId, offer.Signature);
            if (_ready || Rid.Length == 0 || _folder.WasRejected(release.Version) || _folder.Current is { } known && known.Release == release)
                return;
            if (AgentIdentity.Load(options.Folder) is not { } identity || !release.IsSignedBy(identity.Authority))
            {
                LogNotSigned(release.Version);
                return;
            }
            await Download(release, server, cancellation);
            if (!_folder.IsWhole(release))
            {
                File.Delete(_folder.FileOf(release));
                LogDamaged(release.Version);
                return;
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder.FileOf(release), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            _folder.Try(release, _folder.Current);
            _ready = true;
            LogReady(release.Version);
        }
        catch (Exception fault) when (fault is Grpc.Core.RpcException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogNotTaken(offer.Version, fault.Message);
        }
        finally
        {
            _taking.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Launcher.IsOn)
            return;
        try
        {
            if (_folder.Current is { Approved: false, Release.Sha256.Length: > 0 })
                await ProveItself(stoppingToken);
            using var timer = new PeriodicTimer(LookEvery, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (_ready && board.All.All(station => station.Presence().RunId.Length == 0))
                {
                    lifetime.StopApplication();
                    return;
                }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    async Task ProveItself(CancellationToken stopping)
    {
        try
        {
            await _healthy.Task.WaitAsync(Trial, time, stopping);
            _folder.Approve();
            LogApproved();
        }
        catch (TimeoutException)
        {
            LogFailedTrial();
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    async Task Download(Release release, AgentLink.AgentLinkClient server, CancellationToken cancellation)
    {
        var path = _folder.FileOf(release);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write);
        using var call = server.FetchRelease(new() { ProgramId = release.Sha256, Offset = (ulong)file.Position }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation))
            await file.WriteAsync(call.ResponseStream.Current.Data.Memory, cancellation);
        file.Flush(flushToDisk: true);
    }

    [LoggerMessage(2501, LogLevel.Error, "The offered version {Version} is not signed by this fleet; it is not taken")]
    partial void LogNotSigned(string version);

    [LoggerMessage(2502, LogLevel.Warning, "The offered version {Version} arrived damaged; it is tried again at the next connection")]
    partial void LogDamaged(string version);

    [LoggerMessage(2503, LogLevel.Information, "Version {Version} is here; it starts when no run is on")]
    partial void LogReady(string version);

    [LoggerMessage(2504, LogLevel.Warning, "Version {Version} could not be taken: {Reason}")]
    partial void LogNotTaken(string version, string reason);

    [LoggerMessage(2505, LogLevel.Information, "This version reached its server and stays")]
    partial void LogApproved();

    [LoggerMessage(2506, LogLevel.Error, "This version did not reach its server within two minutes; the version before takes over")]
    partial void LogFailedTrial();
}
