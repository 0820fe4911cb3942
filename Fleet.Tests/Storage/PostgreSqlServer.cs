using System.Diagnostics;
using Fleet.Tests.Story;
using Npgsql;

namespace Fleet.Tests.Storage;

/// <summary>A real PostgreSQL server in a folder of its own, for one test run; every caller gets a database of its own.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-pg-").FullName;
    readonly int _port = FreePort.Row(1);
    string _bin = "";

    public async ValueTask InitializeAsync()
    {
        _bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Order(StringComparer.Ordinal).LastOrDefault(Directory.Exists) ?? ""
            : "";
        if (_bin.Length == 0)
            throw new InvalidOperationException("PostgreSQL is not installed. ./fleet test installs it.");
        if (IsRoot)
            await Run("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        await AsPostgres(Path.Combine(_bin, "initdb"), "-D", data, "-U", "fleet", "--auth=trust", "--encoding=UTF8", "--no-sync");
        await AsPostgres(Path.Combine(_bin, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start");
    }

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
        await AsPostgres(Path.Combine(_bin, "pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    static bool IsRoot => Environment.UserName == "root";

    string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Username=fleet;Database={database};Maximum Pool Size=20";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    static Task AsPostgres(string program, params string[] arguments) =>
        IsRoot ? Run("runuser", ["-u", "postgres", "--", program, .. arguments]) : Run(program, arguments);

    static async Task Run(string program, params string[] arguments)
    {
        // Output goes nowhere: pg_ctl leaves a server behind that would keep a pipe open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
