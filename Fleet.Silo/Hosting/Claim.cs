using Fleet.Silo.Cluster;

namespace Fleet.Silo.Hosting;

/// <summary>What a server must have for itself before it starts: its data folder, and its place at the database.</summary>
public sealed class Claim : IAsyncDisposable
{
    readonly DataFolderLock _folder;
    readonly OneServer? _database;

    Claim(DataFolderLock folder, OneServer? database) => (_folder, _database) = (folder, database);

    /// <summary>Null when something stands in the way; <paramref name="obstacle"/> is then given the sentence to say.</summary>
    public static async Task<Claim?> Take(FleetOptions options, Action<string> obstacle)
    {
        if (await Obstacles.Find(options) is { } sentence)
        {
            obstacle(sentence);
            return null;
        }
        if (DataFolderLock.Take(options.Data) is not { } folder)
        {
            obstacle(DataFolderLock.Taken(options.Data));
            return null;
        }
        if (options.Database is null)
            return new(folder, null);
        if (await OneServer.Take(options.Database, options.Clustered) is { } place)
            return new(folder, place);
        folder.Dispose();
        obstacle(OneServer.Taken(options.Clustered));
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
