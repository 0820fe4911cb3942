namespace Fleet.Silo.Reports.Sums;

/// <summary>Reads of one report: all of one moment, none done twice.</summary>
public sealed class SumReading(SumReader reader, LedgerSums sums, Calendar calendar, long storedTo, DateOnly lastDay)
{
    readonly Dictionary<(string Dimension, Period Period), IReadOnlyList<PeriodSums>> _read = [];
    DateOnly? _firstDay;
    (long StartMs, DaySums Sums)? _open;

    public Calendar Calendar => calendar;

    /// <summary>Sums what the periods lack.</summary>
    /// <returns>Null when they are complete; otherwise they may not be read, and this is how far the summing is.</returns>
    public Task<SumProgress?> Lacks(IReadOnlyCollection<Period> periods, CancellationToken cancellation = default) => sums.Ready(calendar, periods, cancellation);

    /// <summary>One entry per calendar year that the period touches and the ledger knows, because yearly factors differ.</summary>
    /// <param name="dimension">One of <see cref="SumStore.Dimensions"/>.</param>
    public async Task<IReadOnlyList<PeriodSums>> Read(string dimension, Period period, CancellationToken cancellation = default)
    {
        if (_read.TryGetValue((dimension, period), out var known))
            return known;
        var firstDay = _firstDay ??= await reader.FirstDay(calendar, storedTo, cancellation);
        var end = period.To < lastDay ? period.To : lastDay;
        var parts = new List<PeriodSums>();
        for (var from = period.From > firstDay ? period.From : firstDay; from < end;)
        {
            var next = new DateOnly(from.Year + 1, 1, 1);
            var to = next < end ? next : end;
            parts.Add(await reader.Part(dimension, from, to, calendar, storedTo, start => Open(start, cancellation), cancellation));
            from = to;
        }
        return _read[(dimension, period)] = parts;
    }

    async Task<DaySums> Open(long startMs, CancellationToken cancellation)
    {
        if (_open is { } open && open.StartMs == startMs)
            return open.Sums;
        var day = await sums.Open(startMs, cancellation);
        _open = (startMs, day);
        return day;
    }
}
