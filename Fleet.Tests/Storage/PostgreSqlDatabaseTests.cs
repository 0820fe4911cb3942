using Fleet.Silo.Storage;

namespace Fleet.Tests.Storage;

[Collection("PostgreSQL")]
public sealed class PostgreSqlDatabaseTests(PostgreSqlServer server) : DatabaseConformance
{
    protected override async Task<(IDatabase, string)> Open()
    {
        var connectionString = await server.NewDatabase();
        return (new PostgreSqlDatabase(connectionString), connectionString);
    }
}
