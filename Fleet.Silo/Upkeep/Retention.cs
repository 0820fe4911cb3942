using Fleet.Silo.Hosting;
using Fleet.Silo.Programs;

namespace Fleet.Silo.Upkeep;

/// <summary>
/// Forgets once a day what nobody needs: averages of telemetry, and the bytes of programs that no open job wants. What a program was and
/// made stays, and so does every row of the ledger, always.
/// </summary>
public sealed partial class Retention(IDatabase database, ProgramFiles files, BlobStore blobs, FleetOptions options, TimeProvider time, ILogger<Retention> logger)
    : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromHours(24);
    static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(5);

    /// <summary>Does it now.</summary>
    /// <returns>Rows of telemetry and programs that went.</returns>
    public async Task<(int TelemetryRows, int Programs)> Apply(CancellationToken cancellation)
    {
        var telemetry = options.KeepTelemetryDays is not { } days ? 0
            : await database.Execute("delete from telemetry_minute where minute_ms < @before", new { before = Before(days) }, cancellation);
        return (telemetry, options.KeepProgramDays is { } programDays ? await RemovePrograms(Before(programDays), cancellation) : 0);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstLook, time, stoppingToken);
            using var timer = new PeriodicTimer(LookEvery, time);
            do
            {
                try
                {
                    var (telemetry, programs) = await Apply(stoppingToken);
                    LogForgotten(telemetry, programs);
                }
                catch (Exception fault) when (fault is System.Data.Common.DbException or IOException)
                {
                    LogFailed(fault);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    async Task<int> RemovePrograms(long beforeMs, CancellationToken cancellation)
    {
        var unused = await database.List<string>(
            """
            select id from program where removed_at_ms is null and uploaded_at_ms < @beforeMs
                and not exists (select 1 from job where job.program_id = program.id and (job.state not in ('done', 'cancelled') or job.created_at_ms >= @beforeMs))
            """, new { beforeMs }, cancellation);
        foreach (var programId in unused)
        {
            // The row first: a crash in between leaves bytes that nobody offers, not an offer without bytes.
            await database.Execute("update program set removed_at_ms = @now where id = @programId", new { programId, now = time.NowMs() }, cancellation);
            await blobs.Remove(programId);
        }
        // Every node clears its own folder, also of what another one has removed.
        foreach (var programId in await database.List<string>("select id from program where removed_at_ms is not null", null, cancellation))
            files.Remove(programId);
        return unused.Count;
    }

    long Before(int days) => time.NowMs() - days * 24L * 3600 * 1000;

    [LoggerMessage(2601, LogLevel.Information, "Forgot {TelemetryRows} minutes of telemetry and {Programs} programs")]
    partial void LogForgotten(int telemetryRows, int programs);

    [LoggerMessage(2602, LogLevel.Warning, "Old telemetry and programs could not be removed; tried again tomorrow")]
    partial void LogFailed(Exception fault);
}
