using System.Data.Common;
using Fleet.Silo.Hosting;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Schema;

namespace Fleet.Silo.Upkeep;

/// <summary><c>backup</c>, <c>restore</c> and <c>migrate</c>: what is done to a workshop's data beside the running server.</summary>
public static class UpkeepVerbs
{
    const string BackupUsage = "./fleet backup FILE.zip [--data DIR] [--database \"Host=…\"]";
    const string RestoreUsage = "./fleet restore FILE.zip [--data DIR] [--database \"Host=…\"]";
    const string MigrateUsage = "./fleet migrate --from-sqlite DIR --database \"Host=…\"";

    public static bool Knows(string verb) => verb is "backup" or "restore" or "migrate";

    /// <summary>0: done. 1: it was not, and the sentence said why. 2: it was asked for wrongly.</summary>
    public static async Task<int> Run(string verb, IReadOnlyList<string> args)
    {
        var own = verb == "migrate" ? "--from-sqlite" : null;
        var given = Take(args, own, out var rest);
        if (given is null)
            return Say($"Say it like this: {(verb == "backup" ? BackupUsage : verb == "restore" ? RestoreUsage : MigrateUsage)}", 2);
        if (CommandLine.Read(rest, out var fault) is not { } options)
            return Say(fault, 2);
        try
        {
            return verb switch
            {
                "backup" => await TakeBackup(given, options),
                "restore" => await Restore(given, options),
                _ => await Migrate(Path.GetFullPath(given), options),
            };
        }
        catch (Exception failed) when (failed is DbException or IOException or InvalidDataException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Say(failed.Message, 1);
        }
    }

    static async Task<int> TakeBackup(string path, FleetOptions options)
    {
        if (options.Database is null && !File.Exists(SqliteFile(options.Data)))
            return Say($"There is no workshop in {options.Data}. Name its folder with --data.", 1);
        await using var place = Open(options);
        await using var snapshot = await DatabaseSnapshot.Take(place.Database.Engine, place.ConnectionString, CancellationToken.None);
        var manifest = await Backup.Write(Path.GetFullPath(path), snapshot, place.Programs, TimeProvider.System, CancellationToken.None);
        Print(manifest.Tables);
        Console.WriteLine($"{manifest.Programs.Count} programs. Written to {path}. It holds the fleet's keys: keep it like them.");
        return 0;
    }

    static async Task<int> Restore(string path, FleetOptions options)
    {
        Directory.CreateDirectory(options.Data);
        using var folder = DataFolderLock.Take(options.Data);
        if (folder is null)
            return Say(DataFolderLock.Taken(options.Data), 1);
        await using var place = Open(options);
        var empty = new EmptyDatabase(place.Database, place.ConnectionString);
        if (await empty.WhyNot(CancellationToken.None) is { } refusal)
            return Say(refusal, 1);
        var manifest = await Backup.Restore(path, empty, place.Programs, CancellationToken.None);
        Print(manifest.Tables);
        Console.WriteLine($"{manifest.Programs.Count} programs. Everything is here as it was on {manifest.TakenAt:u}.");
        return 0;
    }

    static async Task<int> Migrate(string from, FleetOptions options)
    {
        if (options.Database is null)
            return Say($"Where to? {MigrateUsage}", 2);
        if (!File.Exists(SqliteFile(from)))
            return Say($"There is no workshop in {from}: it has no fleet.db.", 1);
        using var folder = DataFolderLock.Take(from);
        if (folder is null)
            return Say($"The server on {from} is running. Stop it first, so that nothing is booked behind our back.", 1);
        await using var old = Open(options with { Data = from, Database = null, Programs = null });
        await SchemaUpgrade.Apply(old.Database, old.ConnectionString);
        await using var place = Open(options);
        var empty = new EmptyDatabase(place.Database, place.ConnectionString);
        if (await empty.WhyNot(CancellationToken.None) is { } refusal)
            return Say(refusal, 1);
        var pairs = await Removal.Carry(old.ConnectionString, old.Programs, place.Database, place.ConnectionString, place.Programs, CancellationToken.None);
        foreach (var (left, arrived) in pairs)
            Console.WriteLine($"{left}   {(left.Agrees(arrived) ? "same in PostgreSQL" : $"PostgreSQL has {arrived}")}");
        if (pairs.Any(pair => !pair.From.Agrees(pair.To)))
            return Say("Not everything arrived. The SQLite file is as it was; empty the PostgreSQL database and try again.", 1);
        Console.WriteLine($"Everything arrived. Start the server with --database or --cluster and keep {SqliteFile(from)} until you trust it.");
        return 0;
    }

    static string SqliteFile(string folder) => Path.Combine(folder, "fleet.db");

    static Place Open(FleetOptions options)
    {
        Directory.CreateDirectory(options.Data);
        IDatabase database;
        string connectionString;
        if (options.Database is { } postgres)
            (database, connectionString) = (new PostgreSqlDatabase(postgres), postgres);
        else
        {
            var sqlite = new SqliteDatabase(SqliteFile(options.Data));
            (database, connectionString) = (sqlite, sqlite.ConnectionString);
        }
        return new(database, connectionString, SiloSetup.Programs(options, new BlobStore(database, TimeProvider.System), $"upkeep-{Environment.ProcessId}"));
    }

    /// <summary>The verb's own value: what follows <paramref name="name"/>, or the first word that is no option.</summary>
    static string? Take(IReadOnlyList<string> args, string? name, out IReadOnlyList<string> rest)
    {
        var words = args.ToList();
        var at = name is null ? (words is [var first, ..] && !first.StartsWith('-') ? 0 : -1) : words.IndexOf(name) is >= 0 and var index ? index + 1 : -1;
        rest = words;
        if (at < 0 || at >= words.Count)
            return null;
        var value = words[at];
        words.RemoveRange(name is null ? at : at - 1, name is null ? 1 : 2);
        return value;
    }

    static void Print(IEnumerable<TableDigest> tables)
    {
        foreach (var table in tables)
            Console.WriteLine(table);
    }

    static int Say(string sentence, int code)
    {
        Console.Error.WriteLine($"fleet: {sentence}");
        return code;
    }

    sealed record Place(IDatabase Database, string ConnectionString, ProgramFiles Programs) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
