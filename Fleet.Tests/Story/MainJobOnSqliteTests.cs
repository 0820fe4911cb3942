namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class MainJobOnSqliteTests(MainJobOnSqliteTests.Demo demo) : MainJobStory(demo), IClassFixture<MainJobOnSqliteTests.Demo>
{
    public sealed class Demo : DemoServer
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }
}
