using Fleet.Tests.Storage;

namespace Fleet.Tests.Reports;

[Collection("PostgreSQL")]
public sealed class DesksOnPostgreSqlTests(PostgreSqlServer server) : DeskConformance
{
    protected override async Task<SmallLedger> Open(DateTimeOffset now) => await SmallLedger.OnPostgreSql(await server.NewDatabase(), now);
}
