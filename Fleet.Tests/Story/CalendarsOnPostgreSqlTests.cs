using Fleet.Tests.Storage;

namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class CalendarsOnPostgreSqlTests(CalendarsOnPostgreSqlTests.Demo demo) : CalendarStory(demo), IClassFixture<CalendarsOnPostgreSqlTests.Demo>
{
    public sealed class Demo(PostgreSqlServer postgres) : DemoServer
    {
        protected override async Task<string?> NewDatabase() => await postgres.NewDatabase();
    }
}
