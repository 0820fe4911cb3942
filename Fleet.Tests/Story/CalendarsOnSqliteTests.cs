namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class CalendarsOnSqliteTests(CalendarsOnSqliteTests.Demo demo) : CalendarStory(demo), IClassFixture<CalendarsOnSqliteTests.Demo>
{
    public sealed class Demo : DemoServer
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }
}
