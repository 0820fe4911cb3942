namespace Fleet.Silo.Reports.Sums;

/// <summary>Reads of one report: all of one moment, none done twice.</summary>
public sealed class SumReading(SumReader reader, Calendar calendar, long storedTo, DateOnly firstDay, DateOnly lastDay)
{
    readonly Dictionary<(string Dimension, Period Period), IReadOnlyList<PeriodSums>> _read = [];

    public Calendar Calendar => calendar;

    /// <summary>One entry per calendar year that the period touches and the ledger knows, because yearly factors differ.</summary>
    /// <param name="dimension">One of <see cref="LedgerSums.Dimensions"/>.</param>
    public async Task<IReadOnlyList<PeriodSums>> Read(string dimension, Period period, CancellationToken cancellation = default)
    {
        if (_read.TryGetValue((dimension, period), out var known))
            return known;
        var end = period.To < lastDay ? period.To : lastDay;
        var parts = new List<PeriodSums>();
        for (var from = period.From > firstDay ? period.From : firstDay; from < end;)
        {
            var next = new DateOnly(from.Year + 1, 1, 1);
            var to = next < end ? next : end;
            parts.Add(await reader.Part(dimension, from, to, calendar, storedTo, cancellation));
            from = to;
        }
        return _read[(dimension, period)] = parts;
    }
}
