using Fleet.Silo.Storage;
using Fleet.Tests.Storage;

namespace Fleet.Tests.Books;

[Collection("PostgreSQL")]
public sealed class PostgreSqlMeterLedgerTests(PostgreSqlServer server) : MeterLedgerTests
{
    protected override async Task<(IDatabase, string)> Open()
    {
        var connectionString = await server.NewDatabase();
        return (new PostgreSqlDatabase(connectionString), connectionString);
    }
}
