using System.Diagnostics;
using System.Globalization;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Bench.Report;

/// <summary>
/// How soon a report is there when the ledger holds a year of a large fleet. The year is made here; its last days are booked every
/// quarter of an hour, the ones before by phase, which gives sums of the same size (<c>--quarters 365</c> books all of it by quarters).
/// <c>./fleet bench report attribution</c> prints only how right the booked numbers are.
/// </summary>
static class ReportBench
{
    const int Days = 365;
    static readonly Visitor Officer = new("officer", "Officer", Role.Officer);

    public static async Task<int> Run(string[] args)
    {
        if (args is ["attribution"])
            return AttributionFigures.Print(Console.Out) ? 0 : 1;
        var machines = Option(args, "--machines", 1000);
        var runs = Option(args, "--runs", 200_000);
        var quarters = Option(args, "--quarters", 31);
        var postgres = args.SkipWhile(arg => arg != "--database").Skip(1).FirstOrDefault();
        var rows = new List<ReportRow>();
        var folder = Directory.CreateTempSubdirectory("fleet-report-bench-").FullName;
        try
        {
            var sqlite = new SqliteDatabase(Path.Combine(folder, "fleet.db"));
            await using (sqlite)
                await Measure(sqlite, sqlite.ConnectionString, "SQLite", new(machines, runs), quarters, rows);
            if (postgres is not null)
                await using (var database = new PostgreSqlDatabase(postgres))
                    await Measure(database, postgres, "PostgreSQL", new(machines, runs), quarters, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Print(rows, machines, runs, quarters);
        Console.WriteLine();
        var attributed = AttributionFigures.Print(Console.Out);
        return rows.Exists(row => row.Measured > row.Most) || !attributed ? 1 : 0;
    }

    static async Task Measure(IDatabase database, string connectionString, string engine, YearOfLedger year, int quarters, List<ReportRow> rows)
    {
        await SchemaUpgrade.Apply(database, connectionString);
        var writer = new FastWriter(connectionString, database.Engine == DatabaseEngine.PostgreSql);
        await database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('workshop', 'Bench', 'UTC', 1)");
        await database.Execute(
            "insert into supply (id, workshop_id, from_ms, zone, signal, contract, contract_g_per_kwh, contract_source, by_account, at_ms) values ('s', 'workshop', 0, 'DE', 'averageProduction', 'contract', 30, 'bill', 'o', 1)");
        writer.Write("machine", YearOfLedger.TableColumns("machine"), [.. year.MachineRows()]);
        writer.Write("carbon_slot", "zone, signal, start_ms, end_ms, g_per_kwh, series_id", [.. Enumerable.Range(0, Days * 96).Select(i => new object?[]
        {
            "DE", "averageProduction", YearOfLedger.Start.ToUnixTimeMilliseconds() + (i * YearOfLedger.QuarterMs), YearOfLedger.Start.ToUnixTimeMilliseconds() + ((i + 1) * YearOfLedger.QuarterMs),
            300 + (100 * Math.Sin(i / 96.0 * 2 * Math.PI)), "series",
        })]);
        var clock = new BenchClock();
        var supplies = new SupplyOverTime(database);
        using var sums = new LedgerSums(database, new DaySummer(database, supplies), clock, NullLogger<LedgerSums>.Instance);
        var reader = new SumReader(database, sums, clock);
        var factors = new FootprintFactors(database, supplies);
        var desk = new SheetDesk(database, reader, factors, clock);
        var inventories = new InventoryDesk(database, reader, sums, factors, desk);

        var ingest = new List<double>();
        for (var day = 0; day < Days; day++)
        {
            var everyQuarter = day >= Days - quarters;
            foreach (var (table, list) in year.Day(day, everyQuarter).Tables)
                writer.Write(table, YearOfLedger.TableColumns(table), list);
            clock.Now = YearOfLedger.Start.AddDays(day + 1).AddMinutes(20);
            var watch = Stopwatch.StartNew();
            await sums.CatchUp();
            if (everyQuarter)
                ingest.Add(watch.Elapsed.TotalSeconds);
        }
        rows.Add(new(engine, $"ingest of one day, {year.Machines * 96} bookings, slowest", ingest.Max(), "s", 5));

        // A last day that is open, at noon.
        foreach (var (table, list) in year.Day(Days, everyQuarter: true, open: true).Tables)
            writer.Write(table, YearOfLedger.TableColumns(table), list);
        clock.Now = YearOfLedger.Start.AddDays(Days).AddHours(12);
        await Pages(desk, engine, rows);
        await Heavy(desk, inventories, engine, rows);
    }

    static async Task Pages(SheetDesk desk, string engine, List<ReportRow> rows)
    {
        var (year, end) = (YearOfLedger.Start, YearOfLedger.Start.AddYears(1));
        var pages = (from kind in Enum.GetValues<ReportKind>() from grouping in Grouping.All where grouping != "state" || kind is ReportKind.Energy or ReportKind.Footprint
                     from period in new[] { (From: year, To: end), (From: year.AddDays(14), To: end.AddDays(-14)), (From: end.AddDays(-31), To: end), (From: end.AddDays(-20), To: end.AddDays(10)) }
                     select new ReportQuestion(kind, Officer, period.From, period.To, grouping)).ToList();
        var first = new List<(double Seconds, double CpuMs, string Page)>();
        var again = new List<(double Seconds, double CpuMs, string Page)>();
        foreach (var page in pages)
        {
            var name = $"{Core.Word.Of(page.Kind)} by {page.GroupBy}, {(page.To - page.From)!.Value.TotalDays:0} days";
            var (seconds, cpuMs) = await Time(() => desk.Read(page));
            first.Add((seconds, cpuMs, name));
            (seconds, cpuMs) = await Time(() => desk.Read(page));
            again.Add((seconds, cpuMs, name));
        }
        var (median, slowest, cold) = (again.OrderBy(page => page.Seconds).ElementAt(again.Count / 2), again.MaxBy(page => page.Seconds), first.MaxBy(page => page.Seconds));
        rows.Add(new(engine, $"a report page's data, warm, median of {pages.Count}", median.Seconds * 1000, "ms", 500, median.CpuMs));
        rows.Add(new(engine, $"a report page's data, warm, slowest ({slowest.Page})", slowest.Seconds * 1000, "ms", 500, slowest.CpuMs));
        rows.Add(new(engine, $"a report page's data, first time, slowest ({cold.Page})", cold.Seconds, "s", 2, cold.CpuMs));
        foreach (var (seconds, cpuMs, page) in again.OrderByDescending(page => page.CpuMs).Take(6))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {page}: {seconds * 1000:0} ms, {cpuMs:0} ms of a core"));
    }

    static async Task Heavy(SheetDesk desk, InventoryDesk inventories, string engine, List<ReportRow> rows)
    {
        var (year, end) = (YearOfLedger.Start, YearOfLedger.Start.AddYears(1));
        var drawn = await Time(() => desk.Read(new(ReportKind.Footprint, Officer, end.AddDays(-31), end, "machine", Seed: 1)));
        rows.Add(new(engine, $"footprint of a month by machine with {SheetDesk.Rounds} draws",
            drawn.Seconds, "s", 2, drawn.CpuMs));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var peak = new PeakMemory();
        long bytes = 0;
        var (seconds, zipCpuMs) = await Time(async () =>
        {
            var inventory = (await inventories.Read(new(ReportKind.Energy, Officer, year, end, "machine"))).Value!;
            using var stream = new MemoryStream();
            InventoryDesk.WriteOpenLca(inventory, stream);
            bytes = stream.Length;
            return inventory;
        });
        rows.Add(new(engine, $"openLCA zip of the year ({bytes / 1_000_000.0:0.0} MB)", seconds, "s", 20, zipCpuMs));
        rows.Add(new(engine, "managed memory that it takes at its peak", (peak.MostBytes - before) / 1_000_000.0, "MB", 300));
    }

    /// <summary>Seconds on the wall. On a computer that others use too they say more of the others; what the work itself took is in <see cref="ReportRow.CpuMs"/>.</summary>
    static async Task<(double Seconds, double CpuMs)> Time<T>(Func<Task<T>> work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        return (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds);
    }

    static int Option(string[] args, string name, int otherwise) =>
        args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    static void Print(List<ReportRow> rows, int machines, int runs, int quarters)
    {
        Console.WriteLine();
        Console.WriteLine($"{"engine",-12}{"figure",-92}{"measured",12}{"wanted",12}{"of a core",12}");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Engine,-12}{row.Figure,-92}{$"{row.Measured:0.00} {row.Unit}",12}{(row.Most is { } most ? $"≤ {most} {row.Unit}" : ""),12}{(row.CpuMs is { } cpu ? $"{cpu:0} ms" : ""),12}"));
        Console.WriteLine();
        Console.WriteLine($"{machines} machines, {runs} runs in a year, the last {quarters} days booked every quarter of an hour; {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
    }
}
