using Fleet.Silo.Storage;
using Fleet.Tests.Storage;

namespace Fleet.Tests.Books;

[Collection("PostgreSQL")]
public sealed class PostgreSqlMaterialLedgerTests(PostgreSqlServer server) : MaterialLedgerTests
{
    protected override async Task<(IDatabase, string)> Open()
    {
        var connectionString = await server.NewDatabase();
        return (new PostgreSqlDatabase(connectionString), connectionString);
    }
}
