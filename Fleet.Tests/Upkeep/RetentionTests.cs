using Fleet.Silo.Hosting;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Fleet.Silo.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Upkeep;

public sealed class RetentionTests : IAsyncDisposable
{
    const long DayMs = 24 * 3600 * 1000L;

    readonly string _folder = Directory.CreateTempSubdirectory("fleet-retention-").FullName;
    readonly SqliteDatabase _database;
    readonly ProgramFiles _files;

    public RetentionTests()
    {
        _database = new(Path.Combine(_folder, "fleet.db"));
        _files = new(Path.Combine(_folder, "programs"), Path.Combine(_folder, "programs", "incoming"));
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task Old_telemetry_goes_and_the_ledger_stays()
    {
        await Open();
        foreach (var (minute, machine) in new[] { (Now - 401 * DayMs, "old"), (Now - 399 * DayMs, "young") })
            await _database.Execute(
                "insert into telemetry_minute (machine_id, series, minute_ms, mean, lowest, highest, samples) values (@machine, 'powerW', @minute, 1, 1, 1, 1)",
                new { machine, minute }, Cancellation);
        await _database.Execute(
            """
            insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, account, phase, from_ms, to_ms, wh, low_wh, high_wh, basis)
            values ('a', 'e', 1, 0, 'b', 'm', 'run', 'processing', 1, 2, 1, 1, 1, 'metered')
            """, null, Cancellation);

        Assert.Equal((1, 0), await Retention(new()).Apply(Cancellation));
        Assert.Equal("young", await _database.Find<string>("select machine_id from telemetry_minute", null, Cancellation));
        Assert.Equal(1, await _database.Find<long>("select count(*) from energy_booking", null, Cancellation));
    }

    [Fact]
    public async Task Bytes_of_a_program_go_only_when_no_open_or_young_job_wants_them()
    {
        await Open();
        var (unused, waiting, fresh) = (await Program("G28\n", Now - 100 * DayMs), await Program("G29\n", Now - 100 * DayMs), await Program("G30\n", Now - DayMs));
        await _database.Execute(
            """
            insert into job (id, workshop_id, program_id, name, copies, purpose, state, owner_id, created_at_ms, version)
            values ('j', 'w', @waiting, 'n', 1, 'repair', 'queued', 'o', 1, 1)
            """, new { waiting }, Cancellation);

        Assert.Equal(0, (await Retention(new()).Apply(Cancellation)).Programs); // By default nothing goes.
        Assert.Equal(1, (await Retention(new() { KeepProgramDays = 30 }).Apply(Cancellation)).Programs);
        Assert.Null(await _files.Open(unused, Cancellation));
        foreach (var kept in new[] { waiting, fresh })
            await (await _files.Open(kept, Cancellation))!.DisposeAsync();
        Assert.NotNull(await _database.Find<long?>("select removed_at_ms from program where id = @unused", new { unused }, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    Task Open() => SchemaUpgrade.Apply(_database, _database.ConnectionString, Cancellation);

    Retention Retention(FleetOptions options) =>
        new(_database, _files, new BlobStore(_database, TimeProvider.System), options, TimeProvider.System, NullLogger<Retention>.Instance);

    async Task<string> Program(string text, long uploadedAtMs)
    {
        using var arrival = await _files.Receive(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text)), 100, Cancellation);
        await arrival!.Keep(Cancellation);
        await _database.Execute(
            "insert into program (id, name, size_bytes, analysis, uploaded_by, uploaded_at_ms) values (@ProgramId, 'n', 4, '{}', 'x', @uploadedAtMs)",
            new { arrival.ProgramId, uploadedAtMs }, Cancellation);
        return arrival.ProgramId;
    }
}
