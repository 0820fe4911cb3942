using Fleet.Tests.Storage;

namespace Fleet.Tests.Reports;

[Collection("PostgreSQL")]
public sealed class ReportsOnPostgreSqlTests(PostgreSqlServer server) : ReportConformance
{
    protected override async Task<SmallLedger> Open(DateTimeOffset now) => await SmallLedger.OnPostgreSql(await server.NewDatabase(), now);
}
