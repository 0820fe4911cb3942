using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Ledger;

/// <summary>
/// Holds the books against what they must be: each meter's bookings against its own counter, circuits against what is behind them, each
/// lot against its balance. Reads SQL only; what it finds is kept, shown and logged.
/// </summary>
public sealed class BookCheck(IDatabase database, Bindings bindings, MeterNeighbourhood around, TimeProvider time)
{
    /// <summary>Checks and keeps the outcome.</summary>
    /// <param name="back">How far meters are looked back at; null: to their first reading.</param>
    public async Task<BookReport> Run(TimeSpan? back = null)
    {
        var sinceMs = back is { } span ? time.NowMs() - (long)span.TotalMilliseconds : 0;
        var faults = new List<BookFault>();
        var meters = await database.List<MeterRow>("select * from meter where last_at_ms is not null");
        foreach (var meter in meters)
            faults.AddRange(await Meter(meter, await Edge(meter.Id, sinceMs)));
        var lots = await database.List<LotSums>(
            """
            select lot.id, lot.name, lot.opening_g, coalesce(sum(case when kind = 'use' then mass_g end), 0.0) as used_g,
                coalesce(sum(case when kind in ('scrap', 'moved') then mass_g end), 0.0) as scrap_g,
                coalesce(sum(case when kind = 'unexplained' then mass_g end), 0.0) as unexplained_g, coalesce(sum(mass_g), 0.0) as booked_g
            from lot left join material_booking on material_booking.lot_id = lot.id group by lot.id, lot.name, lot.opening_g
            """);
        faults.AddRange(lots.Select(lot => Invariants.LotAddsUp(lot.Name.Length > 0 ? lot.Name : lot.Id, lot.OpeningG, lot.UsedG, lot.ScrapG, lot.UnexplainedG, lot.OpeningG - lot.BookedG)).OfType<BookFault>());
        var report = new BookReport(time.GetUtcNow(), meters.Count, lots.Count, faults);
        await database.Execute("insert into book_check (id, at_ms, meters, lots, faults) values (@id, @atMs, @Meters, @Lots, @faults)",
            new { id = Ids.New(time), atMs = report.At.ToUnixTimeMilliseconds(), report.Meters, report.Lots, faults = JsonSerializer.Serialize(faults) });
        return report;
    }

    /// <summary>The newest outcome; null before the first night.</summary>
    public async Task<BookReport?> Newest() =>
        await database.Find<CheckRow>("select * from book_check order by at_ms desc limit 1") is { } row
            ? new(Instants.At(row.AtMs), (int)row.Meters, (int)row.Lots, JsonSerializer.Deserialize<List<BookFault>>(row.Faults) ?? [])
            : null;

    /// <summary>A check begins where no booking lies across: a shared meter's rows span several readings.</summary>
    async Task<long> Edge(string meterId, long sinceMs) =>
        await database.Find<long?>("select max(to_ms) from energy_booking where meter_id = @meterId and from_ms < @sinceMs and to_ms > @sinceMs", new { meterId, sinceMs }) ?? sinceMs;

    async Task<IReadOnlyList<BookFault>> Meter(MeterRow meter, long sinceMs)
    {
        var faults = new List<BookFault?>();
        var readings = await database.List<ReadingRow>(
            """
            select at_ms, counter_wh, coalesce(resolution_wh, 0) as resolution_wh from meter_reading
            where meter_id = @Id and at_ms >= @sinceMs and at_ms <= @LastAtMs and counter_wh is not null and flag not in ('missing', 'absurd', 'duplicate', 'late') order by at_ms, sequence
            """, new { meter.Id, meter.LastAtMs, sinceMs });
        if (readings.Count < 2)
            return [];
        var (firstMs, lastMs) = (readings[0].AtMs, readings[^1].AtMs);
        var booked = await database.List<EnergyBookingRow>(
            "select * from energy_booking where meter_id = @Id and to_ms > @firstMs and from_ms >= @firstMs and to_ms <= @lastMs", new { meter.Id, firstMs, lastMs });
        var inForce = await Grains.BookedEnergy.BookedOn(database, meter.Id, firstMs, lastMs);
        var behind = meter.IsCircuit ? await Behind(meter.Id, firstMs, lastMs) : [];
        var traits = await around.Traits(meter);
        double counted = 0, step = 0;
        for (var i = 1; i < readings.Count; i++)
        {
            var (from, to) = (readings[i - 1].Counter, readings[i].Counter);
            var interval = CounterArithmetic.Between(from, to, traits);
            step = Math.Max(step, to.ResolutionWh);
            // Where the counter did not see all, the books hold an estimate within its bounds: that is what counts.
            counted += interval.IsEstimate
                ? Math.Clamp(Sum(inForce, from.AtMs, to.AtMs), interval.LowWh, interval.HighWh)
                : meter.IsCircuit ? Math.Max(0, interval.Wh - Sum(behind, from.AtMs, to.AtMs)) : interval.Wh;
        }
        double Account(string account) => booked.Where(row => row.Account == account).Sum(row => row.Wh);
        if (meter.IsCircuit)
        {
            var risen = readings.Zip(readings.Skip(1), (from, to) => Math.Max(0, to.CounterWh - from.CounterWh)).Sum();
            var children = Sum(behind, firstMs, lastMs);
            faults.Add(Invariants.WithinParent(meter.Name, risen, children, (risen + children) * traits.Accuracy + step * readings.Count));
        }
        else
        {
            faults.Add(Invariants.AddsUp(meter.Name, counted, Account("run"), Account("overhead"), Account("unassigned")));
        }
        faults.AddRange(inForce.Where(row => row.MachineId is not null).GroupBy(row => row.MachineId!)
            .Select(machine => Invariants.BookedOnce(meter.Name, machine.Key, machine.Select(row => (row.FromMs, row.ToMs)))));
        return [.. faults.OfType<BookFault>()];
    }

    async Task<List<EnergyBookingRow>> Behind(string circuitId, long fromMs, long toMs)
    {
        var rows = new List<EnergyBookingRow>();
        foreach (var meter in (await bindings.Behind(circuitId, fromMs, toMs)).GroupBy(binding => binding.MeterId))
            rows.AddRange((await Grains.BookedEnergy.BookedOn(database, meter.Key, fromMs, toMs)).Where(row => meter.Any(binding => binding.Holds(row.FromMs))));
        return rows;
    }

    static double Sum(IEnumerable<EnergyBookingRow> rows, long fromMs, long toMs) => rows.Sum(row =>
        Math.Min(row.ToMs, toMs) - Math.Max(row.FromMs, fromMs) is > 0 and var overlap ? row.Wh * overlap / (row.ToMs - row.FromMs) : 0);

    sealed record ReadingRow
    {
        public long AtMs { get; init; }
        public double CounterWh { get; init; }
        public double ResolutionWh { get; init; }

        public CounterReading Counter => new(new("", "", 0), AtMs, CounterWh, null, ResolutionWh);
    }

    sealed record LotSums
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public double OpeningG { get; init; }
        public double UsedG { get; init; }
        public double ScrapG { get; init; }
        public double UnexplainedG { get; init; }
        public double BookedG { get; init; }
    }

    sealed record CheckRow
    {
        public long AtMs { get; init; }
        public long Meters { get; init; }
        public long Lots { get; init; }
        public string Faults { get; init; } = "[]";
    }
}
