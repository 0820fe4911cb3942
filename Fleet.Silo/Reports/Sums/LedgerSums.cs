using System.Data.Common;
using System.Diagnostics;
using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Keeps the sums of past days and months in step with the ledger. A day is summed when it is over, and again when facts about it
/// arrive late, a part of it is judged, or a signal for it is imported; the day that is open is summed while it is read.
/// <code>
///   ledger     d1   d2   d3 … d30 │ d31   today
///   stored     ▓▓   ▓▓   ▓▓    ▓▓ │  ▓▓
///              └── month ─────────┘
/// </code>
/// </summary>
public sealed partial class LedgerSums(IDatabase database, DaySummer summer, TimeProvider time, ILogger<LedgerSums> logger) : BackgroundService
{
    /// <summary>Raised when days must be summed in another way.</summary>
    const long Method = 1;

    /// <summary>Facts are looked at again for this long, because a transaction that began earlier may end later.</summary>
    const long OverlapMs = 5 * 60_000;

    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _one = new(1, 1);
    (long StartMs, long UntilTicks, DaySums Sums)? _open;

    /// <summary>The workshop's days.</summary>
    public async Task<Calendar> Calendar(CancellationToken cancellation = default) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(
            await database.Find<string>("select time_zone from workshop where id = @id", new { id = Workshops.TheOne }, cancellation) ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>Sums what is over and what has changed. Cheap when nothing has.</summary>
    /// <returns>Up to where days are stored, Unix ms: later ones must be summed while they are read.</returns>
    public async Task<long> CatchUp(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var calendar = await Calendar(cancellation);
            var now = time.NowMs();
            var state = await State(calendar, cancellation);
            await MarkStale(calendar, state, cancellation);
            var today = calendar.StartOf(calendar.DayOf(now));
            var days = await DaysToSum(calendar, state.SummedToMs, today, cancellation);
            foreach (var day in days)
                await Store(calendar, day, cancellation);
            foreach (var month in days.Select(Reports.Calendar.MonthOf).Distinct().Order())
                await StoreMonth(calendar, month, today, cancellation);
            // Only now: a crash in between sums the days and their month once more.
            await database.Write(transaction => transaction.ExecuteMany("delete from sum_stale where start_ms = @start", [.. days.Select(day => new { start = calendar.StartOf(day) })]), cancellation);
            var summedTo = Math.Max(state.SummedToMs, today);
            await database.Execute("update sum_state set summed_to_ms = @summedTo, seen_to_ms = @seen where id = 1", new { summedTo, seen = now - OverlapMs }, cancellation);
            return summedTo;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets every sum; the next look makes them again from the ledger.</summary>
    public Task Forget(CancellationToken cancellation = default) => database.Write(async transaction =>
    {
        foreach (var table in (string[])[.. SumRows.Tables, "person_first", "sum_state", "sum_stale"])
            await transaction.Execute($"delete from {table}");
        return true;
    }, cancellation);

    /// <summary>Days between two instants are not what they were.</summary>
    public async Task Stale(long fromMs, long toMs, CancellationToken cancellation = default)
    {
        var calendar = await Calendar(cancellation);
        var summedTo = await database.Find<long?>("select summed_to_ms from sum_state where id = 1", null, cancellation) ?? 0;
        var first = await FirstDay(calendar, cancellation);
        var (from, to) = (Math.Max(fromMs, first is { } day ? calendar.StartOf(day) : summedTo), Math.Min(toMs, summedTo));
        await Mark(calendar, from < to ? DaysBetween(calendar, from, to) : [], cancellation);
        _open = null;
    }

    /// <summary>The open day, summed now. Kept for as long as twenty times what it took.</summary>
    public async Task<DaySums> Open(long startMs, CancellationToken cancellation)
    {
        var kept = _open;
        if (kept is { } open && open.StartMs == startMs && Stopwatch.GetTimestamp() < open.UntilTicks)
            return open.Sums;
        var began = Stopwatch.GetTimestamp();
        var sums = await summer.Sum(startMs, time.NowMs() + (24 * 3_600_000L), cancellation);
        var now = Stopwatch.GetTimestamp();
        _open = (startMs, now + (20 * (now - began)), sums);
        return sums;
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
                    await CatchUp(stoppingToken);
                }
                catch (DbException fault)
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

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    async Task<SumState> State(Calendar calendar, CancellationToken cancellation)
    {
        var state = await database.Find<SumState>("select * from sum_state where id = 1", null, cancellation);
        if (state is not null && state.Zone == calendar.Zone.Id && state.Method == Method)
            return state;
        await Forget(cancellation);
        var first = await FirstDay(calendar, cancellation);
        var fresh = new SumState { Zone = calendar.Zone.Id, Method = Method, SummedToMs = calendar.StartOf(first ?? calendar.DayOf(time.NowMs())), SeenToMs = time.NowMs() - OverlapMs };
        await database.Execute("insert into sum_state (id, zone, method, summed_to_ms, seen_to_ms) values (1, @Zone, @Method, @SummedToMs, @SeenToMs) on conflict do nothing", fresh, cancellation);
        return fresh;
    }

    async Task<DateOnly?> FirstDay(Calendar calendar, CancellationToken cancellation)
    {
        var firsts = new[]
        {
            await database.Find<long?>("select from_ms from energy_booking where to_ms = (select min(to_ms) from energy_booking) order by from_ms limit 1", null, cancellation),
            await database.Find<long?>("select min(at_ms) from material_booking", null, cancellation),
            await database.Find<long?>("select min(ended_at_ms) from run", null, cancellation),
        };
        return firsts.Min() is { } ms ? calendar.DayOf(ms) : null;
    }

    /// <summary>Past days about which something was written since the last look: bookings carry the time of writing in their id.</summary>
    async Task MarkStale(Calendar calendar, SumState state, CancellationToken cancellation)
    {
        var seen = LedgerMark.At(state.SeenToMs);
        var late = (await database.List<(long From, long To)>("select from_ms, to_ms from energy_booking where id > @seen and from_ms < @SummedToMs",
                new { seen, state.SummedToMs }, cancellation)).ToList();
        late.AddRange((await database.List<long>("select at_ms from material_booking where id > @seen and at_ms < @SummedToMs", new { seen, state.SummedToMs }, cancellation)).Select(ms => (ms, ms)));
        late.AddRange((await database.List<long>("select ended_at_ms from run where outcome_at_ms > @SeenToMs and ended_at_ms < @SummedToMs", state, cancellation)).Select(ms => (ms, ms)));
        await Mark(calendar, [.. late.SelectMany(one => DaysBetween(calendar, one.From, Math.Min(Math.Max(one.To, one.From + 1), state.SummedToMs))).Distinct()], cancellation);
    }

    Task Mark(Calendar calendar, List<DateOnly> days, CancellationToken cancellation) => days.Count == 0 ? Task.CompletedTask
        : database.Write(transaction => transaction.ExecuteMany("insert into sum_stale (start_ms) values (@start) on conflict do nothing",
            [.. days.Select(day => new { start = calendar.StartOf(day) })]), cancellation);

    async Task<IReadOnlyList<DateOnly>> DaysToSum(Calendar calendar, long summedTo, long today, CancellationToken cancellation)
    {
        var stale = await database.List<long>("select start_ms from sum_stale where start_ms < @today", new { today }, cancellation);
        return [.. stale.Select(calendar.DayOf).Concat(DaysBetween(calendar, summedTo, today)).Distinct().Order()];
    }

    static List<DateOnly> DaysBetween(Calendar calendar, long fromMs, long toMs)
    {
        var days = new List<DateOnly>();
        for (var day = calendar.DayOf(fromMs); calendar.StartOf(day) < toMs; day = day.AddDays(1))
            days.Add(day);
        return days;
    }

    async Task Store(Calendar calendar, DateOnly day, CancellationToken cancellation)
    {
        var (start, end) = (calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
        var sums = await summer.Sum(start, end, cancellation);
        await database.Write(async transaction =>
        {
            // One server at a time: the others wait here, and then replace the day by the same sums.
            await transaction.Execute("update sum_state set method = method where id = 1");
            foreach (var table in SumRows.Tables)
                foreach (var dimension in Dimensions)
                    await transaction.Execute($"delete from {table} where dimension = @dimension and span = 'day' and start_ms = @start", new { dimension, start });
            await SumRows.Write(transaction, sums);
            return true;
        }, cancellation);
        LogSummed(day, sums.Energy.Count);
    }

    /// <summary>A month is stored once it is over.</summary>
    async Task StoreMonth(Calendar calendar, DateOnly month, long today, CancellationToken cancellation)
    {
        var (start, end) = (calendar.StartOf(month), calendar.StartOf(month.AddMonths(1)));
        if (end > today)
            return;
        await database.Write(async transaction =>
        {
            await transaction.Execute("update sum_state set method = method where id = 1");
            foreach (var table in SumRows.Tables)
                foreach (var dimension in Dimensions)
                    await transaction.Execute($"delete from {table} where dimension = @dimension and span = 'month' and start_ms = @start", new { dimension, start });
            foreach (var dimension in Dimensions)
                foreach (var statement in SumRows.Months)
                    await transaction.Execute(statement, new { dimension, start, end });
            return true;
        }, cancellation);
    }

    /// <summary>What sums are kept by; other groupings are made of the machines.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["machine", "purpose", "material", "member"];

    [LoggerMessage(1801, LogLevel.Debug, "Summed {Day}: {Cells} cells of energy")]
    partial void LogSummed(DateOnly day, int cells);

    [LoggerMessage(1802, LogLevel.Error, "Summing failed; it is tried again")]
    partial void LogFailed(Exception fault);

    sealed record SumState
    {
        public string Zone { get; init; } = "";
        public long Method { get; init; }
        public long SummedToMs { get; init; }
        public long SeenToMs { get; init; }
    }
}
