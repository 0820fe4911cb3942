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
    /// <summary>What is read from now on belongs to one moment: the sums are brought up to date once, and nothing is read twice.</summary>
    public async Task<SumReading> Begin(CancellationToken cancellation = default)
    {
        var calendar = await sums.Calendar(cancellation);
        var storedTo = await sums.CatchUp(cancellation);
        var first = await database.Find<long?>("select min(start_ms) from energy_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        var firstRun = await database.Find<long?>("select min(start_ms) from run_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        var known = new[] { first, firstRun, storedTo }.Min() is { } ms ? calendar.DayOf(ms) : calendar.DayOf(time.NowMs());
        return new(this, calendar, storedTo, known, calendar.DayOf(time.NowMs()).AddDays(2));
    }

    internal async Task<PeriodSums> Part(string dimension, DateOnly from, DateOnly to, Calendar calendar, long storedTo, CancellationToken cancellation)
    {
        var (startMs, endMs) = (calendar.StartOf(from), calendar.StartOf(to));
        var days = Math.Min(endMs, storedTo);
        var firstMonth = calendar.StartOf(from == Calendar.MonthOf(from) ? from : Calendar.MonthOf(from).AddMonths(1));
        var lastMonth = calendar.StartOf(Calendar.MonthOf(calendar.DayOf(days)));
        var whole = firstMonth < lastMonth;
        var which = new { dimension, startMs, days, firstMonth, lastMonth, headEnd = whole ? firstMonth : days, tailStart = whole ? lastMonth : days };
        var ranges = whole ? (string[])[Months, Head, Tail] : [Head];
        var energy = await All<EnergyCell>(
            "select key, account, phase, basis, sum(wh) as wh, sum(low_wh) as low_wh, sum(high_wh) as high_wh, sum(hours) as hours, sum(slot_wh) as slot_wh, sum(slot_g) as slot_g, sum(roof_wh) as roof_wh from energy_sum",
            "group by key, account, phase, basis");
        var material = await All<MaterialCell>("select key, material, kind, basis, outcome, sum(mass_g) as mass_g from material_sum", "group by key, material, kind, basis, outcome");
        var runs = await All<RunCell>(
            """
            select key, cast(sum(runs) as bigint) as runs, cast(sum(good) as bigint) as good, cast(sum(first_good) as bigint) as first_good,
                cast(sum(unjudged) as bigint) as unjudged, cast(sum(retries) as bigint) as retries, sum(failed_wh) as failed_wh, sum(failed_g) as failed_g,
                sum(retry_warm_up_wh) as retry_warm_up_wh, sum(hours) as hours
            from run_sum
            """, "group by key");
        var people = PeopleOf.Contains(dimension) ? await All<PersonCell>("select distinct key, owner_id from person_sum", "") : [];
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

        async Task<List<T>> All<T>(string select, string groups)
        {
            var all = new List<T>();
            foreach (var range in ranges)
                all.AddRange(await database.List<T>($"{select} where dimension = @dimension and {range} {groups}", which, cancellation));
            return all;
        }
    }

    /// <summary>Dimensions for which it is kept who stands behind a group.</summary>
    public static IReadOnlyList<string> PeopleOf { get; } = ["purpose", "material"];

    /// <summary>
    /// Whole months as months, the days before and after them as days: each a range of one index. They are asked one by one, because
    /// SQLite copies a union before it groups it. Where no whole month lies inside, the first range of days is all of it.
    /// </summary>
    const string Months = "span = 'month' and start_ms >= @firstMonth and start_ms < @lastMonth";
    const string Head = "span = 'day' and start_ms >= @startMs and start_ms < @headEnd";
    const string Tail = "span = 'day' and start_ms >= @tailStart and start_ms < @days";
}
