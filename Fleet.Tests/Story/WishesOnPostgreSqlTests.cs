using Fleet.Tests.Storage;

namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class WishesOnPostgreSqlTests(WishesOnPostgreSqlTests.Demo demo) : WishStory(demo), IClassFixture<WishesOnPostgreSqlTests.Demo>
{
    public sealed class Demo(PostgreSqlServer postgres) : DemoServer
    {
        protected override async Task<string?> NewDatabase() => await postgres.NewDatabase();
    }
}
