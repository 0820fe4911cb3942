namespace Fleet.Tests.Reports;

public sealed class ReportsOnSqliteTests : ReportConformance
{
    protected override Task<SmallLedger> Open(DateTimeOffset now) => SmallLedger.OnSqlite(now);
}
