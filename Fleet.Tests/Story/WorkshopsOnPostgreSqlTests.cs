using Fleet.Tests.Storage;

namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class WorkshopsOnPostgreSqlTests(WorkshopsOnPostgreSqlTests.Demo demo) : WorkshopsStory(demo), IClassFixture<WorkshopsOnPostgreSqlTests.Demo>
{
    public sealed class Demo(PostgreSqlServer postgres) : DemoServer
    {
        protected override async Task<string?> NewDatabase() => await postgres.NewDatabase();
    }
}
