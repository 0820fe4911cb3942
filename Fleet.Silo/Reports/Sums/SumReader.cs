namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Reads the sums of a period: stored months where they lie inside, stored days at its edges, the open day summed now.
/// <code>
///   period      ├──────────────────────────────────────┤
///   read        d d d │  month  │  month  │ d d d  open
/// </code>
/// </summary>
public sealed class SumReader(IDatabase database, LedgerSums sums, TimeProvider time)
{
    /// <summary>One entry per calendar year that the period touches and the ledger knows, because yearly factors differ.</summary>
    /// <param name="dimension">One of <see cref="LedgerSums.Dimensions"/>.</param>
    public async Task<IReadOnlyList<PeriodSums>> Read(string dimension, Period period, CancellationToken cancellation = default)
    {
        var calendar = await sums.Calendar(cancellation);
        var storedTo = await sums.CatchUp(cancellation);
        var today = calendar.DayOf(time.NowMs());
        var first = await database.Find<long?>("select min(start_ms) from energy_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        var firstRun = await database.Find<long?>("select min(start_ms) from run_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        var begin = Later(period.From, new[] { first, firstRun, storedTo }.Min() is { } ms ? calendar.DayOf(ms) : today);
        var end = Earlier(period.To, today.AddDays(2));
        var parts = new List<PeriodSums>();
        for (var from = begin; from < end;)
        {
            var to = Earlier(new(from.Year + 1, 1, 1), end);
            parts.Add(await Part(dimension, from, to, calendar, storedTo, cancellation));
            from = to;
        }
        return parts;
    }

    async Task<PeriodSums> Part(string dimension, DateOnly from, DateOnly to, Calendar calendar, long storedTo, CancellationToken cancellation)
    {
        var (startMs, endMs) = (calendar.StartOf(from), calendar.StartOf(to));
        var days = Math.Min(endMs, storedTo);
        var firstMonth = calendar.StartOf(from == Calendar.MonthOf(from) ? from : Calendar.MonthOf(from).AddMonths(1));
        var lastMonth = calendar.StartOf(Calendar.MonthOf(calendar.DayOf(days)));
        var whole = firstMonth < lastMonth;
        var which = new { dimension, startMs, days, firstMonth, lastMonth, headEnd = whole ? firstMonth : days, tailStart = whole ? lastMonth : days };
        var energy = (await database.List<EnergyCell>(
            $"""
            select key, account, phase, basis, sum(wh) as wh, sum(low_wh) as low_wh, sum(high_wh) as high_wh, sum(hours) as hours,
                sum(slot_wh) as slot_wh, sum(slot_g) as slot_g, sum(roof_wh) as roof_wh
            from {Of("energy_sum")} group by key, account, phase, basis
            """, which, cancellation)).ToList();
        var material = (await database.List<MaterialCell>(
            $"select key, material, kind, basis, outcome, sum(mass_g) as mass_g from {Of("material_sum")} group by key, material, kind, basis, outcome", which, cancellation)).ToList();
        var runs = (await database.List<RunCell>(
            $"""
            select key, cast(sum(runs) as bigint) as runs, cast(sum(good) as bigint) as good, cast(sum(first_good) as bigint) as first_good,
                cast(sum(unjudged) as bigint) as unjudged, cast(sum(retries) as bigint) as retries, sum(failed_wh) as failed_wh, sum(failed_g) as failed_g,
                sum(retry_warm_up_wh) as retry_warm_up_wh, sum(hours) as hours
            from {Of("run_sum")} group by key
            """, which, cancellation)).ToList();
        var people = PeopleOf.Contains(dimension)
            ? (await database.List<PersonCell>($"select distinct key, owner_id from {Of("person_sum")}", which, cancellation)).ToList() : [];
        var openStart = Math.Max(storedTo, startMs);
        if (endMs > openStart && openStart <= time.NowMs())
        {
            var open = await sums.Open(openStart, cancellation);
            energy.AddRange(open.Energy.Where(cell => cell.Dimension == dimension));
            material.AddRange(open.Material.Where(cell => cell.Dimension == dimension));
            runs.AddRange(open.Runs.Where(cell => cell.Dimension == dimension));
            people.AddRange(open.People.Where(cell => cell.Dimension == dimension));
        }
        return new(from.Year, from, to, energy, material, runs, people);
    }

    /// <summary>Dimensions for which it is kept who stands behind a group.</summary>
    public static IReadOnlyList<string> PeopleOf { get; } = ["purpose", "material"];

    /// <summary>
    /// Whole months as months, the days before and after them as days; three ranges of one index. Where no whole month lies inside, the
    /// first range of days is all of it.
    /// </summary>
    static string Of(string table) =>
        $"""
        (select * from {table} where dimension = @dimension and span = 'month' and start_ms >= @firstMonth and start_ms < @lastMonth
         union all select * from {table} where dimension = @dimension and span = 'day' and start_ms >= @startMs and start_ms < @headEnd
         union all select * from {table} where dimension = @dimension and span = 'day' and start_ms >= @tailStart and start_ms < @days) part
        """;

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
