using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Bench.Load;
using Fleet.Tests.Cluster;
using Fleet.Tests.Story;

namespace Fleet.Tests.Faults.Chaos;

/// <summary>
/// A server, an agent beside it with a wire between them that can be cut, and simulated machines behind real ports with plugs. One
/// person goes round: queues, judges parts, clears beds.
/// </summary>
sealed class DamagedWorkshop : IAsyncDisposable
{
    const double Speed = 40;
    const int Copies = 1000;

    readonly string _folder = Directory.CreateTempSubdirectory("fleet-chaos-").FullName;
    readonly FleetServer _server;
    readonly CuttableWire _wire;
    readonly List<ProcessBeside> _machines = [];
    readonly List<string> _plugs = [];
    readonly string? _database;
    ProcessBeside? _agent;
    string _jobId = "";

    public DamagedWorkshop(string? database)
    {
        _database = database;
        _server = new(database is null ? ["--no-agent"] : ["--no-agent", "--database", database]);
        _wire = new(new Uri(_server.AgentDoor).Port);
    }

    public static IReadOnlyList<string> MachineIds { get; } = ["one", "two"];

    public FleetServer Server => _server;

    /// <summary>What the agent that runs now has said.</summary>
    public string AgentPrinted => _agent?.Printed ?? "";

    public Ledger OpenLedger() => Ledger.Open(_server.Data, _database);

    public async Task Open(CancellationToken cancellation)
    {
        await _server.Start(cancellation);
        var token = (await _server.Post("/api/agents/tokens", new { name = "Pi" }, cancellation)).GetProperty("token").GetString()!;
        StartAgent(token);
        var agentId = "";
        await _server.Until(async () =>
        {
            var agents = await _server.Get("/api/agents", cancellation);
            agentId = agents.GetArrayLength() == 1 ? agents[0].GetProperty("id").GetString()! : "";
            return agentId.Length > 0;
        }, "the agent has joined", cancellation);
        foreach (var id in MachineIds)
        {
            var (port, plugPort) = (Path.Combine(_folder, id), FreePorts.Row(1));
            _machines.Add(ProcessBeside.Start("simulate", "--firmware", "marlin", "--profile", "ender-3", "--pty", port, "--speed", $"{Speed}", "--plug-port", $"{plugPort}"));
            _plugs.Add($"http://127.0.0.1:{plugPort}");
            await _server.Until(() => Task.FromResult(File.Exists(port)), "the port is there", cancellation);
            await _server.Post("/api/machines",
                new { name = id, profile = "ender-3", agentId, link = port, meterAddress = _plugs[^1], meterPeriodSeconds = 1, meterLimitW = 3680 * Speed }, cancellation);
        }
        var upload = await _server.Upload(ChaosProgram.Text, "part.gcode", cancellation);
        var programId = (await upload.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetString();
        _jobId = (await _server.Post("/api/jobs", new { programId, copies = Copies, purpose = "prototype" }, cancellation)).GetProperty("id").GetString()!;
    }

    public async Task<JsonElement[]> Runs(CancellationToken cancellation) =>
        [.. (await _server.Get($"/api/jobs/{_jobId}", cancellation)).GetProperty("runs").EnumerateArray()];

    /// <summary>Looks after the machines for a while: a part that waits is judged, a held job is let go on.</summary>
    public async Task GoRound(CancellationToken cancellation)
    {
        foreach (var machine in (await _server.Get("/api/machines", cancellation)).EnumerateArray())
            if (machine.GetProperty("state").GetString() == "bedFull")
            {
                if (machine.GetProperty("partRun") is { ValueKind: JsonValueKind.Object } part)
                    await _server.Http.PostAsJsonAsync($"/api/runs/{part.GetProperty("id").GetString()}/outcome",
                        new { outcome = part.GetProperty("state").GetString() == "finished" ? "good" : "bad" }, cancellation);
                else
                    await _server.Http.PostAsJsonAsync($"/api/machines/{machine.GetProperty("id").GetString()}/commands", new { kind = "bedCleared" }, cancellation);
            }
        if ((await _server.Get($"/api/jobs/{_jobId}", cancellation)).GetProperty("state").GetString() == "held")
            await _server.Http.PostAsync($"/api/jobs/{_jobId}/release", null, cancellation);
    }

    /// <summary>Waits until a machine runs the part, going round meanwhile.</summary>
    public Task UntilSomethingRuns(CancellationToken cancellation) => _server.Until(async () =>
    {
        await GoRound(cancellation);
        return (await _server.Get("/api/machines", cancellation)).EnumerateArray().Any(machine => machine.GetProperty("state").GetString() == "running");
    }, "a machine runs", cancellation);

    public async Task Do(Damage damage, Random random, CancellationToken cancellation)
    {
        switch (damage)
        {
            case Damage.KillServer:
                await _server.Kill();
                await _server.Start(cancellation);
                break;
            case Damage.FreezeServer:
                await Freeze(_server.ProcessId, random.Next(200, 3000), cancellation);
                break;
            case Damage.KillAgent:
                await _agent!.Kill();
                await Pause(random.Next(0, 1000), cancellation);
                StartAgent(null);
                break;
            case Damage.FreezeAgent:
                await Freeze(_agent!.Id, random.Next(200, 3000), cancellation);
                break;
            case Damage.CutNetwork:
                _wire.Cut();
                await Pause(random.Next(50, 3000), cancellation);
                _wire.Mend();
                break;
            case Damage.SlowNetwork:
                _wire.DelayMs = random.Next(50, 800);
                await Pause(random.Next(500, 2000), cancellation);
                _wire.DelayMs = 0;
                break;
            default:
                await RepeatCommands(random, cancellation);
                break;
        }
    }

    /// <summary>No new run; waits until the machines are quiet and the ledger has caught up with the plugs.</summary>
    public async Task Settle(CancellationToken cancellation)
    {
        await _server.Post($"/api/jobs/{_jobId}/cancel", new { }, cancellation);
        await _server.Until(async () =>
        {
            await GoRound(cancellation);
            return (await _server.Get("/api/machines", cancellation)).EnumerateArray().All(machine => machine.GetProperty("state").GetString() == "ready")
                && (await Runs(cancellation)).All(run => run.GetProperty("state").GetString() is "finished" or "failed" or "cancelled" or "interrupted");
        }, "everything is quiet", cancellation);
    }

    public async Task<string[]> ExecutedLines(int machine, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<string[]>($"{_plugs[machine]}/simulation/lines", cancellation) ?? [];
    }

    public async Task<JsonElement> Record(int machine, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>($"{_plugs[machine]}/simulation/record", cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        foreach (var machine in _machines)
            await machine.DisposeAsync();
        await _wire.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    void StartAgent(string? token) =>
        _agent = ProcessBeside.Start(new Dictionary<string, string> { ["FLEET_LOG"] = "debug", ["FLEET_JOIN_TOKEN"] = token ?? "" },
            "agent", "--server", $"https://127.0.0.1:{_wire.Port}", "--data", Path.Combine(_folder, "agent"));

    async Task RepeatCommands(Random random, CancellationToken cancellation)
    {
        var machine = MachineIds[random.Next(MachineIds.Count)];
        foreach (var kind in new[] { "pause", "resume" })
        {
            var command = new { id = $"{kind}-{random.NextInt64():x}", kind };
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _server.Http.PostAsJsonAsync($"/api/machines/{machine}/commands", command, cancellation)));
        }
        // A pause that came after its resume would hold the machine for ever: the person looks again.
        await _server.Http.PostAsJsonAsync($"/api/machines/{machine}/commands", new { kind = "resume" }, cancellation);
    }

    static async Task Freeze(int processId, int milliseconds, CancellationToken cancellation)
    {
        await Signal("STOP", processId);
        await Pause(milliseconds, cancellation);
        await Signal("CONT", processId);
    }

    static async Task Signal(string name, int processId)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{processId}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The damage itself takes this long; nothing is waited for.</summary>
    static async Task Pause(int milliseconds, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds + 1));
        await timer.WaitForNextTickAsync(cancellation);
    }
}
