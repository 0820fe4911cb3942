using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fleet.Bench.Load;

/// <summary>A server with many machines in its database, its own process, and a look at what that process costs.</summary>
/// <param name="clustered">One node of several on the same database.</param>
sealed class LoadedServer(string? database, bool clustered = false) : IAsyncDisposable
{
    public const string Key = "a-key-for-measuring-only";

    readonly string _data = Directory.CreateTempSubdirectory("fleet-bench-").FullName;
    readonly int _port = FreePorts.Row(4);
    Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public Uri AgentDoor => new($"https://127.0.0.1:{_port + 1}");

    public string AgentFolder(string name) => Directory.CreateDirectory(Path.Combine(_data, "agents", name)).FullName;

    /// <summary>What the server said when it let its agents go; null before.</summary>
    public string? LeaveTaking { get; private set; }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return client;
    }

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var program = Path.Combine(AppContext.BaseDirectory.Replace("Fleet.Bench", "Fleet.Web", StringComparison.Ordinal), "Fleet.Web.dll");
        string[] place = database is null ? [] : clustered
            ? ["--cluster", database, "--advertise", "127.0.0.1", "--cluster-port", $"{_port + 2}"] : ["--database", database];
        string[] arguments = [program, "--port", $"{_port}", "--agent-port", $"{_port + 1}", "--data", _data, "--no-agent", .. place];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["FLEET_ADMIN_KEY"] = Key;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => LeaveTaking = line.Data is { } text && text.Contains(" agents had this server", StringComparison.Ordinal) ? text.Trim() : LeaveTaking;
        _process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is { Length: > 0 } text ? text + "\n" : "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = Client();
        while (true)
        {
            try
            {
                using var ready = await http.GetAsync("/api/machines?limit=1");
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
    }

    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>As a power cut ends it.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async Task<string> JoinToken()
    {
        using var http = Client();
        var answer = await http.PostAsJsonAsync("/api/agents/tokens", new { name = "load" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Puts machines into the database while the server is down; attaching each one through the API is not what is measured.</summary>
    /// <param name="running">The first so many of all have a run.</param>
    public void Populate(IReadOnlyList<string> agentIds, int machinesPerAgent, int running)
    {
        using System.Data.Common.DbConnection connection = database is null
            ? new SqliteConnection($"Data Source={Path.Combine(_data, "fleet.db")}") : new NpgsqlConnection(database);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        Run("insert into program (id, name, size_bytes, analysis, uploaded_by, uploaded_at_ms) values ('p', 'p.gcode', 1, '{}', 'x', 1)");
        Run("insert into job (id, workshop_id, program_id, name, copies, purpose, state, owner_id, created_at_ms, version) values ('j', 'workshop', 'p', 'p', 1000, 'learning', 'cancelled', 'x', 1, 1)");
        var number = 0;
        foreach (var agentId in agentIds)
            for (var machine = 0; machine < machinesPerAgent; machine++, number++)
            {
                var id = MachineId(agentId, machine);
                var run = number < running ? $"'{RunId(id)}'" : "null";
                Run(string.Create(CultureInfo.InvariantCulture, $"""
                    insert into machine (id, workshop_id, name, profile_id, kind, agent_id, link_address, state, run_id, run_stage, version, created_at_ms)
                    values ('{id}', 'workshop', '{id}', 'ender-3', 'fff', '{agentId}', '/dev/load/{id}', 'ready', {run}, {(number < running ? "'accepted'" : "null")}, 1, 1)
                    """));
                if (number < running)
                    Run($"insert into run (id, job_id, machine_id, copy_number, attempt, state, created_at_ms, started_at_ms) values ({run}, 'j', '{id}', {number}, 1, 'running', 1, 1)");
                Run($"insert into meter (id, name, kind, address, period_s, version) values ('meter-{id}', 'm', 'shelly-gen2', 'http://127.0.0.1', 60, 1)");
                Run($"insert into meter_binding (meter_id, machine_id, from_ms) values ('meter-{id}', '{id}', 1)");
            }
        transaction.Commit();
    }

    public static string MachineId(string agentId, int machine) => $"{agentId}-{machine}";

    public static string RunId(string machineId) => $"run-{machineId}";

    public double CpuSeconds() => ProcessFigures.CpuSeconds(_process!);

    public double ResidentMb() => ProcessFigures.ResidentMb(_process!);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Stop();
        Directory.Delete(_data, recursive: true);
    }
}
