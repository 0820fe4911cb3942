using Fleet.Tests.Storage;

namespace Fleet.Tests.Reports;

[Collection("PostgreSQL")]
public sealed class WorkshopsOnPostgreSqlTests(PostgreSqlServer server) : WorkshopsConformance
{
    protected override async Task<SmallLedger> Open(DateTimeOffset now) => await SmallLedger.OnPostgreSql(await server.NewDatabase(), now);
}
