using System.IO.Compression;
using System.Text;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Fleet.Silo.Upkeep;
using Fleet.Tests.Storage;

namespace Fleet.Tests.Upkeep;

/// <summary>A workshop goes out of one engine and into the other, and nothing is lost on the way.</summary>
[Collection("PostgreSQL")]
public sealed class BackupTests(PostgreSqlServer postgres) : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-backup-").FullName;
    readonly List<IDatabase> _databases = [];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Sqlite, DatabaseEngine.PostgreSql)]
    [InlineData(DatabaseEngine.PostgreSql, DatabaseEngine.Sqlite)]
    public async Task A_backup_put_back_into_an_empty_place_is_the_same_workshop(DatabaseEngine from, DatabaseEngine to)
    {
        var (source, connection, programs) = await Open(from, "a");
        var programId = await Fill(source, programs);
        var zip = Path.Combine(_folder, "backup.zip");
        BackupManifest manifest;
        await using (var snapshot = await DatabaseSnapshot.Take(from, connection, Cancellation))
            manifest = await Backup.Write(zip, snapshot, programs, TimeProvider.System, Cancellation);

        var (target, targetConnection, targetPrograms) = await Open(to, "b");
        var empty = new EmptyDatabase(target, targetConnection);
        Assert.Null(await empty.WhyNot(Cancellation));
        await Backup.Restore(zip, empty, targetPrograms, Cancellation);

        await using var arrived = await DatabaseSnapshot.Take(to, targetConnection, Cancellation);
        foreach (var table in arrived.Tables)
            Assert.True((await arrived.Digest(table)).Agrees(manifest.Tables.Single(digest => digest.Table == table.Table)), table.Table);
        Assert.Equal(0.1 + 0.2, await target.Find<double>("select wh from energy_booking", null, Cancellation));
        await using var program = await targetPrograms.Open(programId, Cancellation);
        Assert.Equal("G28\n", await new StreamReader(program!).ReadToEndAsync(Cancellation));
        Assert.NotNull(await empty.WhyNot(Cancellation));
    }

    [Fact]
    public async Task A_workshop_moves_from_SQLite_to_PostgreSQL_table_by_table()
    {
        var (source, connection, programs) = await Open(DatabaseEngine.Sqlite, "a");
        var programId = await Fill(source, programs);
        var (target, targetConnection, targetPrograms) = await Open(DatabaseEngine.PostgreSql, "b");
        await new EmptyDatabase(target, targetConnection).WhyNot(Cancellation);
        var pairs = await Removal.Carry(connection, programs, target, targetConnection, targetPrograms, Cancellation);
        Assert.All(pairs, pair => Assert.True(pair.From.Agrees(pair.To), $"{pair.From} / {pair.To}"));
        Assert.Contains(pairs, pair => pair.From is { Table: "energy_booking", Rows: 1 });
        // Another node, which has never seen the file.
        var elsewhere = new ProgramFiles(Path.Combine(_folder, "node"), Path.Combine(_folder, "node", "incoming"), new BlobStore(target, TimeProvider.System));
        await using var program = await elsewhere.Open(programId, Cancellation);
        Assert.NotNull(program);
    }

    [Theory]
    [InlineData("\"Europe/Berlin\"", "\"Europe/Vienna\"")]
    [InlineData("\"Europe/Berlin\"", "\"Europe/Berlin\",1")]
    public async Task A_backup_with_a_changed_row_is_refused_with_the_tables_name(string was, string forgedAs)
    {
        var (source, connection, programs) = await Open(DatabaseEngine.Sqlite, "a");
        await Fill(source, programs);
        var zip = Path.Combine(_folder, "backup.zip");
        await using (var snapshot = await DatabaseSnapshot.Take(DatabaseEngine.Sqlite, connection, Cancellation))
            await Backup.Write(zip, snapshot, programs, TimeProvider.System, Cancellation);
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry("tables/workshop.jsonl")!;
            string rows;
            using (var reader = new StreamReader(entry.Open()))
                rows = await reader.ReadToEndAsync(Cancellation);
            Assert.Contains(was, rows, StringComparison.Ordinal);
            entry.Delete();
            await using var forged = archive.CreateEntry("tables/workshop.jsonl").Open();
            await forged.WriteAsync(Encoding.UTF8.GetBytes(rows.Replace(was, forgedAs, StringComparison.Ordinal)), Cancellation);
        }
        var (target, targetConnection, targetPrograms) = await Open(DatabaseEngine.Sqlite, "b");
        var empty = new EmptyDatabase(target, targetConnection);
        await empty.WhyNot(Cancellation);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Backup.Restore(zip, empty, targetPrograms, Cancellation));
        Assert.Contains("workshop", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<(IDatabase Database, string ConnectionString, ProgramFiles Programs)> Open(DatabaseEngine engine, string name)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        IDatabase database;
        string connectionString;
        if (engine == DatabaseEngine.Sqlite)
        {
            var sqlite = new SqliteDatabase(Path.Combine(folder, "fleet.db"));
            (database, connectionString) = (sqlite, sqlite.ConnectionString);
        }
        else
        {
            connectionString = await postgres.NewDatabase();
            database = new PostgreSqlDatabase(connectionString);
        }
        _databases.Add(database);
        await SchemaUpgrade.Apply(database, connectionString, Cancellation);
        return (database, connectionString, new(folder, Path.Combine(folder, "incoming"),
            engine == DatabaseEngine.PostgreSql ? new BlobStore(database, TimeProvider.System) : null));
    }

    static async Task<string> Fill(IDatabase database, ProgramFiles programs)
    {
        await database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('w', 'Werkstatt \"Süd\" 🖨', 'Europe/Berlin', 1)", null, Cancellation);
        await database.Execute(
            """
            insert into energy_booking (agent_id, epoch, sequence, part, id, meter_id, account, phase, from_ms, to_ms, wh, low_wh, high_wh, basis)
            values ('a', 'e', 1, 0, 'b1', 'm', 'run', 'processing', 1, 2, @wh, 5, 1e-300, 'metered')
            """, new { wh = 0.1 + 0.2 }, Cancellation);
        await database.Execute("insert into program_thumbnail (program_id, png) values ('p', @png)", new { png = new byte[] { 0, 255, 10, 13 } }, Cancellation);
        using var arrival = await programs.Receive(new MemoryStream("G28\n"u8.ToArray()), 1000, Cancellation);
        await arrival!.Keep(Cancellation);
        await database.Execute(
            "insert into program (id, name, size_bytes, analysis, uploaded_by, uploaded_at_ms) values (@id, 'a\nb.gcode', 4, '{}', 'x', 9007199254740993)",
            new { id = arrival.ProgramId }, Cancellation);
        return arrival.ProgramId;
    }
}
