using Fleet.Bench.Load;

namespace Fleet.Tests.Storage;

/// <summary>A real PostgreSQL server for one test run; every caller gets a database of its own.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    LocalPostgreSql? _server;

    public async ValueTask InitializeAsync() => _server = await LocalPostgreSql.Start("-c fsync=off");

    public Task<string> NewDatabase() => _server!.NewDatabase();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
