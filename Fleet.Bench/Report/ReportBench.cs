using System.Globalization;
using Fleet.Bench.Load;
using Fleet.Silo.Storage;

namespace Fleet.Bench.Report;

/// <summary>
/// How soon a report is there when the ledger holds a year of a large fleet. The year is made here; its last days are booked every
/// quarter of an hour, the ones before by phase, which gives sums of the same size (<c>--quarters 365</c> books all of it by quarters).
/// <code>
/// --engine sqlite|postgresql   one of the two; otherwise both, PostgreSQL on a server of its own
/// --database "Host=…"          that PostgreSQL
/// --keep DIR                   the year stays in DIR/fleet.db (and in that PostgreSQL), and is measured again as it is
/// --pages                      without attribution and milling
/// </code>
/// <c>./fleet bench report attribution</c> prints only how right the booked numbers are.
/// </summary>
static class ReportBench
{
    public static async Task<int> Run(string[] args)
    {
        if (args is ["attribution"])
            return AttributionFigures.Print(Console.Out) ? 0 : 1;
        var machines = Option(args, "--machines", 1000);
        var runs = Option(args, "--runs", 200_000);
        var quarters = Option(args, "--quarters", 31);
        var engine = Word(args, "--engine");
        var rows = new List<ReportRow>();
        var kept = Word(args, "--keep");
        var folder = Directory.CreateDirectory(kept ?? Path.Combine(Path.GetTempPath(), $"fleet-report-bench-{Environment.ProcessId}")).FullName;
        try
        {
            if (engine is null or "sqlite")
            {
                var sqlite = new SqliteDatabase(Path.Combine(folder, "fleet.db"));
                await using (sqlite)
                    await Measure(sqlite, sqlite.ConnectionString, "SQLite", new(machines, runs), quarters, rows);
            }
            if (engine is null or "postgresql")
                await OnPostgreSql(Word(args, "--database"), new(machines, runs), quarters, rows);
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }
        Print(rows, machines, runs, quarters);
        if (args.Contains("--pages"))
            return rows.Exists(row => row.Measured > row.Most) ? 1 : 0;
        Console.WriteLine();
        var attributed = AttributionFigures.Print(Console.Out);
        return rows.Exists(row => row.Measured > row.Most) || !attributed ? 1 : 0;
    }

    static async Task OnPostgreSql(string? given, YearOfLedger year, int quarters, List<ReportRow> rows)
    {
        await using var server = given is null ? await LocalPostgreSql.Start("-c shared_buffers=512MB -c max_wal_size=4GB") : null;
        var connectionString = given ?? await server!.NewDatabase();
        await using var database = new PostgreSqlDatabase(connectionString);
        await Measure(database, connectionString, "PostgreSQL", year, quarters, rows);
    }

    static async Task Measure(IDatabase database, string connectionString, string engine, YearOfLedger year, int quarters, List<ReportRow> rows)
    {
        var ledger = new BenchLedger(database, connectionString, year, engine);
        await ledger.Make(quarters, rows);
        var figures = new PageFigures(database, engine, BenchLedger.Noon);
        await figures.Pages(rows);
        await figures.Heavy(rows);
    }

    static string? Word(string[] args, string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();

    static int Option(string[] args, string name, int otherwise) => int.TryParse(Word(args, name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

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
