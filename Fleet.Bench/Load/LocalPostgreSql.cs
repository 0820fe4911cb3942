using System.Diagnostics;
using Npgsql;

namespace Fleet.Bench.Load;

/// <summary>A real PostgreSQL server in a folder of its own, gone when it is disposed of; the tests use it too.</summary>
sealed class LocalPostgreSql : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-pg-").FullName;
    readonly int _port = FreePorts.Row(1);
    readonly string _bin;

    LocalPostgreSql(string bin) => _bin = bin;

    static bool IsRoot => Environment.UserName == "root";

    /// <param name="settings">Further words for the server, for instance <c>-c fsync=off</c>.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<LocalPostgreSql> Start(string settings = "")
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Order(StringComparer.Ordinal).LastOrDefault(Directory.Exists)
            : null;
        var server = new LocalPostgreSql(bin ?? throw new InvalidOperationException("PostgreSQL is not installed. ./fleet test installs it."));
        if (IsRoot)
            await Run("chown", "postgres", server._folder);
        await server.AsPostgres("initdb", "-D", server.Data, "-U", "fleet", "--auth=trust", "--encoding=UTF8", "--no-sync");
        await server.AsPostgres("pg_ctl", "-D", server.Data, "-w", "-l", Path.Combine(server._folder, "log"), "-o",
            $"-p {server._port} -k {server._folder} -c listen_addresses=127.0.0.1 -c max_connections=200 {settings}", "start");
        return server;
    }

    /// <summary>How to connect to a new, empty database.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"fleet_{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = $"create database {name}";
        await create.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        await AsPostgres("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    string Data => Path.Combine(_folder, "data");

    string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Username=fleet;Database={database};Maximum Pool Size=20";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    Task AsPostgres(string program, params string[] arguments) =>
        IsRoot ? Run("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments]) : Run(Path.Combine(_bin, program), arguments);

    static async Task Run(string program, params string[] arguments)
    {
        // Output goes nowhere: pg_ctl leaves a server behind that would keep a pipe open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
