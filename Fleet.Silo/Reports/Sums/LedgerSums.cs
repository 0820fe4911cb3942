using System.Data.Common;
using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Keeps the sums of past days and months in step with the ledger. A day is summed when it is over, and again when facts about it
/// arrive late, a part of it is judged, or a signal for it is imported; the day that is open is summed while it is read. Days wait in a
/// list and are summed one by one in the background, newest month first, so that a large old ledger keeps nobody from anything else.
/// <code>
///   ledger     d1   d2   d3 … d30 │ d31   today
///   stored     ▓▓   ▓▓   ▓▓    ▓▓ │  ▓▓
///              └── month ─────────┘
/// </code>
/// </summary>
public sealed partial class LedgerSums : BackgroundService
{
    /// <summary>Raised when days must be summed in another way.</summary>
    const long Method = 2;

    /// <summary>Facts are looked at again for this long, because a transaction that began earlier may end later.</summary>
    const long OverlapMs = 5 * 60_000;

    /// <summary>How far the mark of what was seen may lie behind before it is written down.</summary>
    const long LagMs = 60_000;

    /// <summary>What a day costs however little was booked, in bookings.</summary>
    const int PerDay = 500;

    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(2);
    static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    readonly IDatabase _database;
    readonly DaySummer _summer;
    readonly TimeProvider _time;
    readonly ILogger<LedgerSums> _logger;
    readonly SumStore _store;
    readonly OpenDay _open;
    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Days that are stored while others of their month are not.</summary>
    readonly HashSet<DateOnly> _done = [];

    /// <summary>Late facts whose days are in the list already.</summary>
    HashSet<string> _noted = [];

    public LedgerSums(IDatabase database, SupplyOverTime supplies, DayBookings bookings, DaySummer summer, TimeProvider time, ILogger<LedgerSums> logger)
    {
        (_database, _summer, _time, _logger) = (database, summer, time, logger);
        _store = new(database);
        _open = new(database, bookings, summer, supplies, time);
    }

    /// <summary>What a page sums by itself before it says how far the summing is, in bookings: about a second.</summary>
    public int BookingsAtOnce { get; init; } = 150_000;

    /// <summary>The workshop's days.</summary>
    public async Task<Calendar> Calendar(CancellationToken cancellation = default) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(
            await _database.Find<string>("select time_zone from workshop where id = @id", new { id = Workshops.TheOne }, cancellation) ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>Looks at what is new in the ledger. Writes nothing when nothing is.</summary>
    /// <returns>The workshop's days, and up to where they are stored, Unix ms: later ones must be summed while they are read.</returns>
    public Task<(Calendar Calendar, long StoredToMs)> Look(CancellationToken cancellation = default) => Alone(() => Note(cancellation), cancellation);

    /// <summary>Sums what some periods still lack.</summary>
    /// <returns>Null when they lack nothing now; otherwise how far the summing is.</returns>
    public Task<SumProgress?> Ready(Calendar calendar, IReadOnlyCollection<Period> periods, CancellationToken cancellation = default) => Alone<SumProgress?>(async () =>
    {
        var stale = await Stale(calendar, cancellation);
        var budget = BookingsAtOnce;
        foreach (var month in stale.Where(day => periods.Any(period => period.From <= day && day < period.To)).Select(Reports.Calendar.MonthOf).Distinct().OrderDescending().ToList())
        {
            var days = stale.Where(day => Reports.Calendar.MonthOf(day) == month).ToList();
            while (days.Exists(day => !_done.Contains(day)))
            {
                if (budget <= 0)
                    return await Progress(calendar, stale.Count(day => !_done.Contains(day)), cancellation);
                budget -= PerDay + await SumDay(calendar, days.First(day => !_done.Contains(day)), cancellation);
            }
            await Close(calendar, month, days, cancellation);
        }
        return null;
    }, cancellation);

    /// <summary>How far the summing of the whole ledger is; null when nothing is left to do.</summary>
    public Task<SumProgress?> Progress(CancellationToken cancellation = default) => Alone<SumProgress?>(async () =>
    {
        var (calendar, _) = await Note(cancellation);
        return (await Stale(calendar, cancellation)).Count(day => !_done.Contains(day)) is > 0 and var left ? await Progress(calendar, left, cancellation) : null;
    }, cancellation);

    /// <summary>Sums everything that is over and was not summed, or was and has changed.</summary>
    public async Task CatchUp(CancellationToken cancellation = default)
    {
        while (await Step(cancellation))
        {
        }
    }

    /// <summary>Sums one day, or closes one month whose days are summed.</summary>
    /// <returns>False when there is nothing left to do.</returns>
    public Task<bool> Step(CancellationToken cancellation = default) => Alone(async () =>
    {
        var (calendar, _) = await Note(cancellation);
        var stale = await Stale(calendar, cancellation);
        if (stale.Count == 0)
            return false;
        var month = Reports.Calendar.MonthOf(stale[^1]);
        var days = stale.Where(day => Reports.Calendar.MonthOf(day) == month).ToList();
        if (days.Exists(day => !_done.Contains(day)))
            await SumDay(calendar, days.First(day => !_done.Contains(day)), cancellation);
        else
            await Close(calendar, month, days, cancellation);
        return true;
    }, cancellation);

    /// <summary>Forgets every sum; the next look makes them again from the ledger.</summary>
    public Task Forget(CancellationToken cancellation = default) => Alone(async () =>
    {
        _done.Clear();
        await _store.Forget(cancellation);
        return true;
    }, cancellation);

    /// <summary>Days between two instants are not what they were: a supply, a roof, a signal, or where a machine stood.</summary>
    public Task Stale(long fromMs, long toMs, CancellationToken cancellation = default) => Alone(async () =>
    {
        var calendar = await Calendar(cancellation);
        var summedTo = (await _store.State(cancellation))?.SummedToMs ?? 0;
        var first = await FirstDay(calendar, cancellation);
        var (from, to) = (Math.Max(fromMs, first is { } day ? calendar.StartOf(day) : summedTo), Math.Min(toMs, summedTo));
        var days = from < to ? DaysBetween(calendar, from, to) : [];
        _done.ExceptWith(days);
        await _store.Mark([.. days.Select(calendar.StartOf)], cancellation);
        _open.Forget();
        return true;
    }, cancellation);

    /// <summary>The open day, summed now.</summary>
    public Task<DaySums> Open(long startMs, CancellationToken cancellation) => _open.Sums(startMs, cancellation);

    /// <summary>What was stored after a turn.</summary>
    public Task<IReadOnlyList<(string Span, long StartMs, long Turn)>> StoredSince(long turn, CancellationToken cancellation) => _store.Since(turn, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstLook, _time, stoppingToken);
            using var timer = new PeriodicTimer(LookEvery, _time);
            do
            {
                try
                {
                    for (var began = _time.GetTimestamp(); await Step(stoppingToken); began = _time.GetTimestamp())
                        // As long a pause as the work: the other half of a core and of the disk are for everything else.
                        await Task.Delay(_time.GetElapsedTime(began), _time, stoppingToken);
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
        _open.Dispose();
        _one.Dispose();
        base.Dispose();
    }

    [LoggerMessage(1801, LogLevel.Debug, "Summed {Day}: {Cells} cells of energy")]
    partial void LogSummed(DateOnly day, int cells);

    [LoggerMessage(1802, LogLevel.Error, "Summing failed; it is tried again")]
    partial void LogFailed(Exception fault);
}
