namespace Fleet.Tests.Story;

/// <summary>A server with the demo workshop, all six machines ready; shared by the tests of a class.</summary>
public abstract class DemoServer : IAsyncLifetime
{
    public FleetServer Server { get; private set; } = null!;

    /// <summary>The connection string, or null for the SQLite file.</summary>
    public string? PostgreSql { get; private set; }

    protected abstract Task<string?> NewDatabase();

    public async ValueTask InitializeAsync()
    {
        PostgreSql = await NewDatabase();
        Server = new(["--demo", "--speed", "60", .. PostgreSql is null ? Array.Empty<string>() : ["--database", PostgreSql]]);
        await Server.Start(CancellationToken.None);
        await Server.Until(
            async () => (await Server.Get("/api/machines", CancellationToken.None)).EnumerateArray().Count(machine => machine.GetProperty("state").GetString() == "ready") == 6,
            "all six machines are ready", CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
