using Fleet.Tests.Storage;

namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class MainJobOnPostgreSqlTests(MainJobOnPostgreSqlTests.Demo demo) : MainJobStory(demo), IClassFixture<MainJobOnPostgreSqlTests.Demo>
{
    public sealed class Demo(PostgreSqlServer postgres) : DemoServer
    {
        protected override async Task<string?> NewDatabase() => await postgres.NewDatabase();
    }
}
