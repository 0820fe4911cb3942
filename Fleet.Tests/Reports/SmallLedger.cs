using Fleet.Silo.Desk;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Reports;

/// <summary>A workshop in Berlin with a ledger that tests write line by line, and the desks that report on it.</summary>
public sealed class SmallLedger : IAsyncDisposable
{
    readonly string? _folder;
    long _number;

    SmallLedger(IDatabase database, string? folder, DateTimeOffset now)
    {
        (Database, _folder) = (database, folder);
        Clock = new(now);
        var supplies = new SupplyOverTime(database);
        Sums = NewSums(150_000);
        Reader = new(database, Sums, Clock);
        Factors = new(database, supplies);
        Desk = new(database, Reader, Factors, Clock);
    }

    LedgerSums NewSums(int bookingsAtOnce)
    {
        var supplies = new SupplyOverTime(Database);
        var bookings = new DayBookings(Database, supplies);
        return new(Database, supplies, bookings, new(Database, bookings), Clock, NullLogger<LedgerSums>.Instance) { BookingsAtOnce = bookingsAtOnce };
    }

    /// <summary>A server of its own on the same ledger, whose pages sum no more than this by themselves.</summary>
    public (LedgerSums Sums, SheetDesk Desk) Another(int bookingsAtOnce)
    {
        var sums = NewSums(bookingsAtOnce);
        return (sums, new(Database, new(Database, sums, Clock), Factors, Clock));
    }

    public IDatabase Database { get; }

    public SteppedClock Clock { get; }

    public LedgerSums Sums { get; }

    public SumReader Reader { get; }

    public FootprintFactors Factors { get; }

    public SheetDesk Desk { get; }

    public static Visitor Officer { get; } = new("o", "Olga", Role.Officer);

    public static Visitor Member(string id) => new(id, id, Role.Member);

    public static async Task<SmallLedger> OnSqlite(DateTimeOffset now)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-ledger-").FullName;
        var database = new SqliteDatabase(Path.Combine(folder, "fleet.db"));
        return await Open(database, database.ConnectionString, folder, now);
    }

    public static async Task<SmallLedger> OnPostgreSql(string connectionString, DateTimeOffset now) =>
        await Open(new PostgreSqlDatabase(connectionString), connectionString, null, now);

    static async Task<SmallLedger> Open(IDatabase database, string connectionString, string? folder, DateTimeOffset now)
    {
        await SchemaUpgrade.Apply(database, connectionString);
        var ledger = new SmallLedger(database, folder, now);
        await database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('workshop', 'Hobelwerk', 'Europe/Berlin', 1)");
        foreach (var (id, kind, room) in new[] { ("m1", "fff", "Printers"), ("m2", "fff", "Printers"), ("laser", "laser", "Shop") })
            await database.Execute(
                "insert into machine (id, workshop_id, name, profile_id, kind, machine_group, link_address, state, version, created_at_ms) values (@id, 'workshop', @name, 'p', @kind, @room, '', 'ready', 1, 1)",
                new { id, name = $"Machine {id}", kind, room });
        return ledger;
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public async Task Job(string id, string purpose = "repair", string owner = "anna", string? displacement = null) => await Database.Execute(
        """
        insert into job (id, workshop_id, program_id, name, copies, purpose, state, owner_id, created_at_ms, version, displacement)
        values (@id, 'workshop', 'p', @id, 1, @purpose, 'done', @owner, 1, 1, @displacement)
        """, new { id, purpose, owner, displacement });

    public async Task Run(string id, string job, string machine, string from, string to, string? outcome = "good", string state = "finished", string? retryOf = null) => await Database.Execute(
        """
        insert into run (id, job_id, machine_id, copy_number, attempt, retry_of, state, created_at_ms, started_at_ms, ended_at_ms, outcome, outcome_at_ms)
        values (@id, @job, @machine, 1, @attempt, @retryOf, @state, @from, @from, @to, @outcome, @now)
        """, new { id, job, machine, attempt = retryOf is null ? 1 : 2, retryOf, state, from = Ms(from), to = Ms(to), outcome, now = Clock.GetUtcNow().ToUnixTimeMilliseconds() });

    public async Task Energy(string? machine, string? run, string phase, string from, string to, double wh, string basis = "metered", string meter = "meter") => await Database.Execute(
        """
        insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, machine_id, run_id, account, phase, from_ms, to_ms, wh, low_wh, high_wh, basis)
        values ('a', 'e', @number, 0, @id, @meter, @machine, @run, @account, @phase, @from, @to, @wh, @low, @high, @basis)
        """, new
        {
            number = ++_number, id = Ids.New(Clock), meter, machine, run, account = run is not null ? "run" : machine is not null ? "overhead" : "unassigned", phase,
            from = Ms(from), to = Ms(to), wh, low = wh * 0.98, high = wh * 1.02, basis,
        });

    public async Task Material(string? run, string machine, string material, double grams, string at, string kind = "use", string basis = "lotDensity") => await Database.Execute(
        """
        insert into material_booking (agent_id, epoch, sequence, id, lot_id, run_id, machine_id, tool, kind, material, length_mm, mass_g, basis, at_ms)
        values ('a', 'e', @number, @id, 'lot', @run, @machine, 0, @kind, @material, 0, @grams, @basis, @at)
        """, new { number = ++_number, id = Ids.New(Clock), run, machine, kind, material, grams, basis, at = Ms(at) });

    public async Task Supply(string zone = "DE", double? contract = null, string workshop = "workshop") => await Database.Execute(
        """
        insert into supply (id, workshop_id, from_ms, zone, signal, contract, contract_g_per_kwh, contract_source, by_account, at_ms)
        values (@id, @workshop, 0, @zone, 'averageProduction', 'Green & Co', @contract, 'bill', 'o', 1)
        """, new { id = workshop == "workshop" ? "s" : $"s-{workshop}", workshop, zone, contract });

    public async Task Slot(string zone, string from, string to, double g) => await Database.Execute(
        "insert into carbon_slot (zone, signal, start_ms, end_ms, g_per_kwh, series_id) values (@zone, 'averageProduction', @from, @to, @g, 'series')", new { zone, from = Ms(from), to = Ms(to), g });

    public Task Execute(string sql, object parameters) => Database.Execute(sql, parameters);

    public Task Stale(string from, string to) => Sums.Stale(Ms(from), Ms(to));

    public Task Forget() => Sums.Forget();

    public async Task<Refusal?> Refused(ReportQuestion question) => (await Desk.Read(question)).Refusal;

    public async Task<ReportSheet> Sheet(ReportKind kind, string from, string to, string by = "machine", Visitor? visitor = null, long? seed = null, bool forPublic = false, OverheadView view = OverheadView.Direct)
    {
        var answer = await Desk.Read(new(kind, visitor ?? Officer, At(from), At(to), by, Seed: seed, ForPublic: forPublic, View: view));
        Assert.Null(answer.Refusal);
        return answer.Value!;
    }

    public async ValueTask DisposeAsync()
    {
        Sums.Dispose();
        await Database.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    static long Ms(string text) => At(text).ToUnixTimeMilliseconds();
}
