using Fleet.Silo.Storage;

namespace Fleet.Tests.Story;

/// <summary>Reads a server's ledger past the server, as an auditor would.</summary>
public sealed class Ledger : IAsyncDisposable
{
    readonly IDatabase _database;

    Ledger(IDatabase database) => _database = database;

    public static Ledger Open(string dataFolder, string? postgreSql) =>
        new(postgreSql is null ? new SqliteDatabase(Path.Combine(dataFolder, "fleet.db")) : new PostgreSqlDatabase(postgreSql));

    public Task<double> FirstCounterWh(string meterId) =>
        _database.Find<double>("select counter_wh from meter_reading where meter_id = @meterId and flag = 'first' order by at_ms limit 1", new { meterId });

    public Task<double> LastCounterWh(string meterId) =>
        _database.Find<double>("select last_counter_wh from meter where id = @meterId", new { meterId });

    public Task<double> BookedWh(string meterId) =>
        _database.Find<double>("select coalesce(sum(wh), 0.0) from energy_booking where meter_id = @meterId", new { meterId });

    public Task<double> BookedMm(string runId) =>
        _database.Find<double>("select coalesce(sum(length_mm), 0.0) from material_booking where run_id = @runId", new { runId });

    public Task<long> Events(string runId, string kind) =>
        _database.Find<long>("select count(*) from run_event where run_id = @runId and kind = @kind", new { runId, kind });

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
