namespace Fleet.Tests.Reports;

public sealed class DesksOnSqliteTests : DeskConformance
{
    protected override Task<SmallLedger> Open(DateTimeOffset now) => SmallLedger.OnSqlite(now);
}
