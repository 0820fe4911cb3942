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
    readonly SumBlocks _blocks = new(database);

    /// <summary>Dimensions for which it is kept who stands behind a group.</summary>
    public static IReadOnlyList<string> PeopleOf { get; } = ["purpose", "material"];

    /// <summary>What is read from now on belongs to one moment: the ledger is looked at once, and nothing is read twice.</summary>
    public async Task<SumReading> Begin(CancellationToken cancellation = default)
    {
        var (calendar, storedTo) = await sums.Look(cancellation);
        return new(this, sums, calendar, storedTo, calendar.DayOf(time.NowMs()).AddDays(2));
    }

    /// <summary>The first day of which sums are stored; days before hold nothing.</summary>
    internal async Task<DateOnly> FirstDay(Calendar calendar, long storedTo, CancellationToken cancellation)
    {
        var first = await database.Find<long?>("select min(start_ms) from energy_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        var firstRun = await database.Find<long?>("select min(start_ms) from run_sum where dimension = 'machine' and span = 'day'", null, cancellation);
        return calendar.DayOf(new[] { first, firstRun, storedTo }.Min()!.Value);
    }

    internal async Task<PeriodSums> Part(string dimension, DateOnly from, DateOnly to, Calendar calendar, long storedTo, Func<long, Task<DaySums>> open, CancellationToken cancellation)
    {
        _blocks.Forget(await sums.StoredSince(_blocks.Turn, cancellation));
        var turn = _blocks.Turn;
        var (startMs, endMs) = (calendar.StartOf(from), calendar.StartOf(to));
        var (months, days) = Spans(calendar, from, calendar.DayOf(Math.Min(endMs, storedTo)));
        List<SumBlock> blocks =
        [
            .. await _blocks.Get(dimension, "month", months, turn, cancellation),
            .. await _blocks.Get(dimension, "day", days, turn, cancellation),
        ];
        var openStart = Math.Max(storedTo, startMs);
        if (endMs > openStart && openStart <= time.NowMs())
            blocks.Add(SumBlock.Of(await open(openStart), dimension));
        return Together(from, to, blocks);
    }

    /// <summary>Whole months as months, the days before and after them as days.</summary>
    static (List<long> Months, List<long> Days) Spans(Calendar calendar, DateOnly from, DateOnly to)
    {
        var (months, days) = (new List<long>(), new List<long>());
        for (var day = from; day < to;)
            if (day.Day == 1 && day.AddMonths(1) <= to)
            {
                months.Add(calendar.StartOf(day));
                day = day.AddMonths(1);
            }
            else
            {
                days.Add(calendar.StartOf(day));
                day = day.AddDays(1);
            }
        return (months, days);
    }

    static PeriodSums Together(DateOnly from, DateOnly to, List<SumBlock> blocks)
    {
        if (blocks.Count == 1)
            return new(from.Year, from, to, blocks[0].Energy, blocks[0].Material, blocks[0].Runs, blocks[0].People);
        var energy = new Dictionary<(string, string?, string, string, string), EnergyCell>();
        var material = new Dictionary<(string, string, string, string, string), MaterialCell>();
        var runs = new Dictionary<string, RunCell>();
        var people = new Dictionary<(string, string), PersonCell>();
        foreach (var block in blocks)
        {
            foreach (var cell in block.Energy)
            {
                if (!energy.TryGetValue((cell.Key, cell.WorkshopId, cell.Account, cell.Phase, cell.Basis), out var sum))
                    energy[(cell.Key, cell.WorkshopId, cell.Account, cell.Phase, cell.Basis)] = sum = new() { Key = cell.Key, WorkshopId = cell.WorkshopId, Account = cell.Account, Phase = cell.Phase, Basis = cell.Basis };
                sum.Add(cell);
            }
            foreach (var cell in block.Material)
            {
                if (!material.TryGetValue((cell.Key, cell.Material, cell.Kind, cell.Basis, cell.Outcome), out var sum))
                    material[(cell.Key, cell.Material, cell.Kind, cell.Basis, cell.Outcome)] = sum = new() { Key = cell.Key, Material = cell.Material, Kind = cell.Kind, Basis = cell.Basis, Outcome = cell.Outcome };
                sum.MassG += cell.MassG;
            }
            foreach (var cell in block.Runs)
            {
                if (!runs.TryGetValue(cell.Key, out var sum))
                    runs[cell.Key] = sum = new() { Key = cell.Key };
                sum.Add(cell);
            }
            foreach (var cell in block.People)
                people.TryAdd((cell.Key, cell.OwnerId), cell);
        }
        return new(from.Year, from, to, [.. energy.Values], [.. material.Values], [.. runs.Values], [.. people.Values]);
    }
}
