namespace Fleet.Silo.Reports.Sums;

/// <summary>What is new in the ledger, and which days it is about. All of it runs alone.</summary>
public sealed partial class LedgerSums
{
    async Task<T> Alone<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _one.Release();
        }
    }

    async Task<(Calendar Calendar, long StoredToMs)> Note(CancellationToken cancellation)
    {
        var calendar = await Calendar(cancellation);
        var now = _time.NowMs();
        var state = await State(calendar, cancellation);
        var today = Math.Max(state.SummedToMs, calendar.StartOf(calendar.DayOf(now)));
        var late = await Late(calendar, state, cancellation);
        _done.ExceptWith(late);
        List<DateOnly> days = [.. late, .. DaysBetween(calendar, state.SummedToMs, today)];
        if (days.Count > 0 || now - OverlapMs - state.SeenToMs > LagMs)
            await _store.Note([.. days.Select(calendar.StartOf)], today, now - OverlapMs, cancellation);
        return (calendar, today);
    }

    async Task<SumState> State(Calendar calendar, CancellationToken cancellation)
    {
        var state = await _store.State(cancellation);
        if (state is not null && state.Zone == calendar.Zone.Id && state.Method == Method)
            return state;
        _done.Clear();
        await _store.Forget(cancellation);
        var first = await FirstDay(calendar, cancellation);
        var fresh = new SumState { Zone = calendar.Zone.Id, Method = Method, SummedToMs = calendar.StartOf(first ?? calendar.DayOf(_time.NowMs())), SeenToMs = _time.NowMs() - OverlapMs };
        await _store.Begin(fresh, cancellation);
        return fresh;
    }

    async Task<DateOnly?> FirstDay(Calendar calendar, CancellationToken cancellation)
    {
        var firsts = new[]
        {
            await _database.Find<long?>("select from_ms from energy_booking where to_ms = (select min(to_ms) from energy_booking) order by from_ms limit 1", null, cancellation),
            await _database.Find<long?>("select min(at_ms) from material_booking", null, cancellation),
            await _database.Find<long?>("select min(ended_at_ms) from run", null, cancellation),
        };
        return firsts.Min() is { } ms ? calendar.DayOf(ms) : null;
    }

    /// <summary>
    /// Past days about which something was written since the last look: bookings carry the time of writing in their id. What is looked at
    /// again is named once.
    /// </summary>
    async Task<List<DateOnly>> Late(Calendar calendar, SumState state, CancellationToken cancellation)
    {
        var since = new { seen = LedgerMark.At(state.SeenToMs), state.SeenToMs, state.SummedToMs };
        List<(string Fact, long From, long To)> late =
        [
            .. await _database.List<(string, long, long)>("select id, from_ms, to_ms from energy_booking where id > @seen and from_ms < @SummedToMs", since, cancellation),
            .. await _database.List<(string, long, long)>("select id, at_ms, at_ms from material_booking where id > @seen and at_ms < @SummedToMs", since, cancellation),
            .. (await _database.List<(string Id, long OutcomeAt, long EndedAt)>("select id, outcome_at_ms, ended_at_ms from run where outcome_at_ms > @SeenToMs and ended_at_ms < @SummedToMs", since, cancellation))
                .Select(run => ($"{run.Id}/{run.OutcomeAt}", run.EndedAt, run.EndedAt)),
        ];
        var fresh = late.Where(one => !_noted.Contains(one.Fact)).ToList();
        _noted = [.. late.Select(one => one.Fact)];
        return [.. fresh.SelectMany(one => DaysBetween(calendar, one.From, Math.Min(Math.Max(one.To, one.From + 1), state.SummedToMs))).Distinct()];
    }

    /// <summary>Days that must be summed, in order.</summary>
    async Task<IReadOnlyList<DateOnly>> Stale(Calendar calendar, CancellationToken cancellation)
    {
        var today = calendar.StartOf(calendar.DayOf(_time.NowMs()));
        List<DateOnly> stale = [.. (await _store.Stale(today, cancellation)).Select(calendar.DayOf).Distinct()];
        // Another server may have done them meanwhile.
        _done.IntersectWith(stale);
        return stale;
    }

    async Task<SumProgress> Progress(Calendar calendar, int left, CancellationToken cancellation)
    {
        var today = calendar.DayOf(_time.NowMs());
        var all = today.DayNumber - (await FirstDay(calendar, cancellation) ?? today).DayNumber;
        return new(Math.Max(0, all - left), Math.Max(left, all));
    }

    static List<DateOnly> DaysBetween(Calendar calendar, long fromMs, long toMs)
    {
        var days = new List<DateOnly>();
        for (var day = calendar.DayOf(fromMs); calendar.StartOf(day) < toMs; day = day.AddDays(1))
            days.Add(day);
        return days;
    }

    /// <returns>How many bookings it took.</returns>
    async Task<int> SumDay(Calendar calendar, DateOnly day, CancellationToken cancellation)
    {
        var (start, end) = (calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
        var sums = await _summer.Sum(start, end, cancellation);
        await _store.Day(start, sums, cancellation);
        _done.Add(day);
        LogSummed(day, sums.Energy.Count);
        return sums.Bookings;
    }

    /// <summary>A month is stored once it is over.</summary>
    async Task Close(Calendar calendar, DateOnly month, List<DateOnly> days, CancellationToken cancellation)
    {
        var end = calendar.StartOf(month.AddMonths(1));
        await _store.Month(calendar.StartOf(month), end <= calendar.StartOf(calendar.DayOf(_time.NowMs())) ? end : null, [.. days.Select(calendar.StartOf)], cancellation);
        _done.ExceptWith(days);
    }
}
