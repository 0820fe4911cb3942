namespace Fleet.Tests.Reports;

public sealed class WorkshopsOnSqliteTests : WorkshopsConformance
{
    protected override Task<SmallLedger> Open(DateTimeOffset now) => SmallLedger.OnSqlite(now);
}
