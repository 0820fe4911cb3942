using Fleet.Silo.Grains;

namespace Fleet.Silo.Ledger;

/// <summary>
/// Books the standby of machines that no meter sees, from their power model: the minutes in which a machine was heard of and no run was on
/// it. Of minutes in which nobody heard of it nobody knows whether it was switched on; they are not booked.
/// <code>
///   heard of   ▓▓▓▓▓▓▓▓▓▓▓▓      ▓▓▓▓▓
///   runs           ├─────┤
///   booked     ░░░░       ░      ░░░░░     modelled, machine's overhead
/// </code>
/// </summary>
public sealed partial class StandbyClerk(IGrainFactory grains, IDatabase database, Bindings bindings, TimeProvider time, ILogger<StandbyClerk> logger) : BackgroundService
{
    const long MinuteMs = 60_000, HourMs = 60 * MinuteMs;

    /// <summary>Facts of runs may be on their way for a while.</summary>
    const long PatienceMs = 2 * HourMs;

    /// <summary>What is older was not booked when it could be, and stays unknown.</summary>
    const long LongestBackMs = 8 * 24 * HourMs;

    static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);
    static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(4);

    /// <summary>Books what is over and not booked yet.</summary>
    /// <returns>The number of spells that were handed in.</returns>
    public async Task<int> Look(CancellationToken cancellation = default)
    {
        var now = time.NowMs();
        var count = 0;
        foreach (var machineId in await database.List<string>(
            "select id from machine where not exists (select 1 from meter_binding where machine_id = machine.id and to_ms is null) order by id", null, cancellation))
        {
            var booked = await database.Find<long?>("select max(to_ms) from energy_booking where meter_id = @meterId and run_id is null", new { meterId = $"model:{machineId}" }, cancellation);
            var fromMs = Math.Max(booked ?? 0, (now - LongestBackMs) / HourMs * HourMs);
            var spells = await Spells(machineId, fromMs, (now - PatienceMs) / HourMs * HourMs, cancellation);
            if (spells.Count > 0)
                await grains.GetGrain<IMeterGrain>($"model:{machineId}").Model("model", $"standby:{machineId}", [.. spells]);
            count += spells.Count;
        }
        return count;
    }

    async Task<List<PhaseSpan>> Spells(string machineId, long fromMs, long toMs, CancellationToken cancellation)
    {
        var minutes = await database.List<long>("select distinct minute_ms from telemetry_minute where machine_id = @machineId and minute_ms >= @fromMs and minute_ms < @toMs order by minute_ms",
            new { machineId, fromMs, toMs }, cancellation);
        if (minutes.Count == 0)
            return [];
        var runs = await database.List<(long From, long? To)>(
            "select started_at_ms, ended_at_ms from run where machine_id = @machineId and started_at_ms < @toMs and (ended_at_ms is null or ended_at_ms > @fromMs)",
            new { machineId, fromMs, toMs }, cancellation);
        var spells = new List<PhaseSpan>();
        foreach (var minute in minutes.Where(minute => !runs.Any(run => run.From < minute + MinuteMs && (run.To ?? long.MaxValue) > minute)))
            // A spell ends with the hour, so that it meets the grid's signal of its time.
            if (spells is [.., var last] && last.ToMs == minute && minute % HourMs != 0)
                spells[^1] = last with { ToMs = minute + MinuteMs };
            else if (!await bindings.IsMetered(machineId, minute, minute + MinuteMs))
                spells.Add(new(minute / MinuteMs, null, machineId, RunPhase.Standby, minute, minute + MinuteMs));
        return spells;
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
                    await Look(stoppingToken);
                }
                catch (Exception fault) when (fault is System.Data.Common.DbException or Orleans.Runtime.OrleansException or TimeoutException)
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

    [LoggerMessage(1402, LogLevel.Warning, "Standby of machines without a meter could not be booked; it is tried again in an hour")]
    partial void LogFailed(Exception fault);
}
