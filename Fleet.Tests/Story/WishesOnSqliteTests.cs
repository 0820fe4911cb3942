namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class WishesOnSqliteTests(WishesOnSqliteTests.Demo demo) : WishStory(demo), IClassFixture<WishesOnSqliteTests.Demo>
{
    public sealed class Demo : DemoServer
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }
}
