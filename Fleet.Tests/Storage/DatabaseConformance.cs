using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;

namespace Fleet.Tests.Storage;

/// <summary>What every engine must do. The rooms' queries are held to both engines by the stories.</summary>
public abstract class DatabaseConformance : IAsyncLifetime
{
    protected IDatabase Database { get; private set; } = null!;

    protected string ConnectionString { get; private set; } = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<(IDatabase Database, string ConnectionString)> Open();

    public async ValueTask InitializeAsync()
    {
        (Database, ConnectionString) = await Open();
        await SchemaUpgrade.Apply(Database, ConnectionString, Cancellation);
    }

    public virtual ValueTask DisposeAsync() => Database.DisposeAsync();

    [Fact]
    public async Task A_written_row_is_read_back_as_it_was()
    {
        await Insert("a", "Ärger & \"Anführung\" 🖨", 1234567890123);
        var row = await Database.Find<(string Name, long At)>("select name, created_at_ms from workshop where id = 'a'", null, Cancellation);
        Assert.Equal(("Ärger & \"Anführung\" 🖨", 1234567890123), row);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_null() =>
        Assert.Null(await Database.Find<string>("select name from workshop where id = 'nobody'", null, Cancellation));

    [Fact]
    public async Task A_work_that_throws_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Write<bool>(async transaction =>
        {
            await transaction.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('b', 'b', 'UTC', 1)");
            throw new InvalidOperationException("on purpose");
        }, Cancellation));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task A_work_that_throws_does_not_take_its_neighbours_with_it()
    {
        var works = Enumerable.Range(0, 100).Select(async number =>
        {
            try
            {
                await Database.Write(async transaction =>
                {
                    await transaction.Execute("insert into workshop (id, name, time_zone, created_at_ms) values (@id, 'w', 'UTC', 1)", new { id = $"w{number}" });
                    return number % 3 == 0 ? throw new InvalidOperationException("on purpose") : true;
                }, Cancellation);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        });
        var done = await Task.WhenAll(works);
        Assert.Equal(66, done.Count(ok => ok));
        Assert.Equal(66, await Count());
    }

    [Fact]
    public async Task Many_rows_are_read_back_as_they_were()
    {
        double[] numbers = [0, 0.1, -1.0 / 3, double.MaxValue, double.Epsilon, 1e-300, 123456789.123456789];
        var rows = Enumerable.Range(0, 2500).Select(number => Reading(number, counterWh: number % 5 == 0 ? null : numbers[number % numbers.Length], machineId: number % 7 == 0 ? null : $"Ö'\"{{{number},\\}}")).ToList();
        await InsertReadings(rows);
        var read = await Database.List<(long Sequence, double? CounterWh, string? MachineId, long AtMs)>(
            "select sequence, counter_wh, machine_id, at_ms from meter_reading order by sequence", null, Cancellation);
        Assert.Equal(rows.Select(row => ((long)row[2]!, (double?)row[5], (string?)row[6], (long)row[4]!)), read);
    }

    [Fact]
    public async Task A_column_that_is_empty_in_all_of_many_rows_is_empty()
    {
        await InsertReadings([Reading(1, null, null), Reading(2, null, null)]);
        Assert.Equal(2, await Database.Find<long>("select count(*) from meter_reading where counter_wh is null and machine_id is null", null, Cancellation));
    }

    [Fact]
    public async Task Of_many_rows_those_that_are_known_are_left_out_only_where_that_is_wanted()
    {
        await InsertReadings([Reading(1, 1, null), Reading(2, 2, null)]);
        await InsertReadings([Reading(2, 99, null), Reading(3, 3, null)], unlessKnown: true);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => InsertReadings([Reading(4, 4, null), Reading(3, 99, null)]));
        Assert.Equal([1.0, 2.0, 3.0], await Database.List<double>("select counter_wh from meter_reading order by sequence", null, Cancellation));
    }

    [Fact]
    public async Task None_of_many_rows_is_nothing()
    {
        await InsertReadings([]);
        Assert.Equal(0, await Database.Find<long>("select count(*) from meter_reading", null, Cancellation));
    }

    static object?[] Reading(long sequence, double? counterWh, string? machineId) =>
        ["agent", "epoch", sequence, "meter", long.MaxValue - sequence, counterWh, machineId, "none", "standby", 0.001];

    Task<bool> InsertReadings(IReadOnlyList<object?[]> rows, bool unlessKnown = false) => Database.Write(async transaction =>
    {
        await transaction.Insert("meter_reading", ["agent_id", "epoch", "sequence", "meter_id", "at_ms", "counter_wh", "machine_id", "flag", "phase", "resolution_wh"], rows, unlessKnown);
        return true;
    }, Cancellation);

    [Fact]
    public async Task A_statement_that_fails_does_not_break_the_next_work()
    {
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.Execute("insert into no_such_table values (1)", null, Cancellation));
        await Insert("c", "c", 1);
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task A_conflict_is_counted_and_not_thrown()
    {
        await Insert("d", "first", 1);
        var second = await Database.Execute(
            "insert into workshop (id, name, time_zone, created_at_ms) values ('d', 'second', 'UTC', 2) on conflict do nothing", null, Cancellation);
        Assert.Equal(0, second);
        Assert.Equal("first", await Database.Find<string>("select name from workshop where id = 'd'", null, Cancellation));
    }

    [Fact]
    public async Task Two_writers_of_one_version_cannot_both_win()
    {
        await Database.Execute("insert into meter (id, name, kind, address, period_s, version) values ('m', 'm', 'k', 'a', 60, 1)", null, Cancellation);
        var touched = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Database.Execute("update meter set version = 2 where id = 'm' and version = 1", null, Cancellation)));
        Assert.Equal(1, touched.Sum());
    }

    [Fact]
    public async Task What_was_acknowledged_is_seen_by_the_next_reader()
    {
        for (var number = 0; number < 50; number++)
        {
            await Insert($"r{number}", "r", number);
            Assert.Equal(number + 1, await Count());
        }
    }

    [Fact]
    public async Task A_list_parameter_works()
    {
        await Insert("x", "x", 1);
        await Insert("y", "y", 2);
        var names = await Database.List<string>($"select name from workshop where {Database.OneOf("id", "@ids")} order by name", new { ids = new[] { "x", "y", "z" } }, Cancellation);
        Assert.Equal(["x", "y"], names);
    }

    [Fact]
    public async Task Upgrading_an_up_to_date_schema_changes_nothing()
    {
        await Insert("e", "e", 1);
        await SchemaUpgrade.Apply(Database, ConnectionString, Cancellation);
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task A_database_of_a_newer_Fleet_is_refused()
    {
        await Database.Execute("""insert into "VersionInfo" ("Version", "AppliedOn", "Description") values (99999999999999, '2099-01-01', 'newer')""", null, Cancellation);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => SchemaUpgrade.Apply(Database, ConnectionString, Cancellation));
        Assert.Contains("newer Fleet", refusal.Message, StringComparison.Ordinal);
    }

    Task<int> Insert(string id, string name, long atMs) =>
        Database.Execute("insert into workshop (id, name, time_zone, created_at_ms) values (@id, @name, 'UTC', @atMs)", new { id, name, atMs }, Cancellation);

    Task<long> Count() => Database.Find<long>("select count(*) from workshop", null, Cancellation);
}
