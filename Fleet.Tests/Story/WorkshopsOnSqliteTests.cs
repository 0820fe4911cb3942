namespace Fleet.Tests.Story;

[Collection("Servers")]
public sealed class WorkshopsOnSqliteTests(WorkshopsOnSqliteTests.Demo demo) : WorkshopsStory(demo), IClassFixture<WorkshopsOnSqliteTests.Demo>
{
    public sealed class Demo : DemoServer
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }
}
