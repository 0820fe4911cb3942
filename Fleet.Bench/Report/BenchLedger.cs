using System.Diagnostics;
using System.Globalization;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Bench.Report;

/// <summary>Writes the year into a database, day by day, and has each day summed when it is over, as a server that runs does.</summary>
sealed class BenchLedger(IDatabase database, string connectionString, YearOfLedger year, string engine)
{
    const int Days = 365;

    /// <summary>The instant at which pages are asked for: the day after the year is half over.</summary>
    public static DateTimeOffset Noon { get; } = YearOfLedger.Start.AddDays(Days).AddHours(12);

    readonly FastWriter _writer = new(connectionString, database.Engine == DatabaseEngine.PostgreSql);

    public static LedgerSums SumsOf(IDatabase database, TimeProvider time)
    {
        var supplies = new SupplyOverTime(database);
        var bookings = new DayBookings(database, supplies);
        return new(database, supplies, bookings, new(database, bookings), time, NullLogger<LedgerSums>.Instance);
    }

    /// <summary>A database that holds a year already is left as it is.</summary>
    public async Task Make(int quarters, List<ReportRow> rows)
    {
        await SchemaUpgrade.Apply(database, connectionString);
        var clock = new BenchClock { Now = Noon };
        using var sums = SumsOf(database, clock);
        if (await database.Find<long>("select count(*) from machine") > 0)
        {
            await sums.CatchUp();
            return;
        }
        await Surroundings();
        var written = new List<double>();
        var summed = new List<double>();
        for (var day = 0; day < Days; day++)
        {
            var everyQuarter = day >= Days - quarters;
            var watch = Stopwatch.StartNew();
            Write(year.Day(day, everyQuarter));
            var writing = watch.Elapsed.TotalSeconds;
            clock.Now = YearOfLedger.Start.AddDays(day + 1).AddMinutes(20);
            watch.Restart();
            await sums.CatchUp();
            if (!everyQuarter)
                continue;
            written.Add(writing);
            summed.Add(watch.Elapsed.TotalSeconds);
        }
        // A last day that is open, at noon.
        Write(year.Day(Days, everyQuarter: true, open: true));
        if (summed.Count == 0)
            return;
        rows.Add(new(engine, $"ingest of one day, {year.Machines * 96} bookings: summed, median of {summed.Count} days", summed.Order().ElementAt(summed.Count / 2), "s", 5));
        rows.Add(new(engine, "… summed, slowest", summed.Max(), "s", 5));
        rows.Add(new(engine, "… written and summed, slowest", written.Zip(summed, (writing, summing) => writing + summing).Max(), "s", 5));
        var (bookings, cells) = (await database.Find<long>("select count(*) from energy_booking"), await database.Find<long>("select count(*) from energy_sum"));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {bookings} bookings of energy, {cells} sums"));
    }

    async Task Surroundings()
    {
        await database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('workshop', 'Bench', 'UTC', 1)");
        await database.Execute(
            "insert into supply (id, workshop_id, from_ms, zone, signal, contract, contract_g_per_kwh, contract_source, by_account, at_ms) values ('s', 'workshop', 0, 'DE', 'averageProduction', 'contract', 30, 'bill', 'o', 1)");
        _writer.Write("machine", YearOfLedger.TableColumns("machine"), [.. year.MachineRows()]);
        _writer.Write("carbon_slot", "zone, signal, start_ms, end_ms, g_per_kwh, series_id", [.. Enumerable.Range(0, Days * 96).Select(i => new object?[]
        {
            "DE", "averageProduction", YearOfLedger.Start.ToUnixTimeMilliseconds() + (i * YearOfLedger.QuarterMs), YearOfLedger.Start.ToUnixTimeMilliseconds() + ((i + 1) * YearOfLedger.QuarterMs),
            300 + (100 * Math.Sin(i / 96.0 * 2 * Math.PI)), "series",
        })]);
    }

    void Write(DayRows day)
    {
        foreach (var (table, list) in day.Tables)
            _writer.Write(table, YearOfLedger.TableColumns(table), list);
    }
}
