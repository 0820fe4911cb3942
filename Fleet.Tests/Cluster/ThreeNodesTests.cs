using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Tests.Storage;
using Fleet.Tests.Story;

namespace Fleet.Tests.Cluster;

/// <summary>
/// Three real servers on one PostgreSQL, one agent with one simulated machine behind a real port, and damage: every node serves
/// everybody, and a node's death costs nobody more than seconds.
/// </summary>
[Collection("Servers")]
public sealed partial class ThreeNodesTests(PostgreSqlServer postgres) : IAsyncDisposable
{
    const double Speed = 20;

    readonly string _folder = Directory.CreateTempSubdirectory("fleet-cluster-").FullName;
    readonly List<FleetServer> _nodes = [];
    readonly List<ProcessBeside> _others = [];
    string _database = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    async Task StartNodes(int count)
    {
        _database = await postgres.NewDatabase();
        for (var number = 0; number < count; number++)
        {
            _nodes.Add(FleetServer.Node(_database));
            await _nodes[^1].Start(Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_killed_node_costs_no_command_no_fact_and_no_part()
    {
        await StartNodes(3);
        var agent = await JoinAnAgent();
        await AttachTheMachine(agent);
        var programId = await _nodes[0].UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        // Any node knows the program and takes the job.
        var job = await _nodes[1].Post("/api/jobs", new { programId, copies = 1, purpose = "prototype" }, Cancellation);
        var jobPath = $"/api/jobs/{job.GetProperty("id").GetString()}";
        await Until(2, async () => State(await _nodes[2].Get(jobPath, Cancellation)) == "running", "the job runs");
        await Until(2, async () => Runs(await _nodes[2].Get(jobPath, Cancellation)) is [var first] && State(first) == "running", "the first line was sent");

        // The first node holds the agent's connection, for the agent knew no other one.
        await _nodes[0].Kill();
        var began = Stopwatch.GetTimestamp();
        // The same id again, as a person's page does it: it does nothing twice.
        await Until(1, async () => (await _nodes[1].Http.PostAsJsonAsync(
            "/api/machines/printer/commands", new { id = "pause-after-the-kill", kind = "pause" }, Cancellation)).IsSuccessStatusCode, "the machine is commandable again");
        TestContext.Current.SendDiagnosticMessage($"commandable again after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await Until(2, async () => State(await Machine(2)) == "paused", "the pause is seen on the other node");
        await _nodes[2].Post("/api/machines/printer/commands", new { kind = "resume" }, Cancellation);

        // One node stops in order, so that one is left, and goes on alone.
        Assert.Equal(0, await _nodes[1].Stop());
        await Until(2, async () => Runs(await _nodes[2].Get(jobPath, Cancellation)) is [var run] && State(run) == "finished", "the part is finished");
        var runId = Runs(await _nodes[2].Get(jobPath, Cancellation))[0].GetProperty("id").GetString()!;
        await using var ledger = Ledger.Open(_nodes[2].Data, _database);
        Assert.Equal(1, await ledger.Events(runId, "started"));
        Assert.Equal(1, await ledger.Events(runId, "finished"));
    }

    [Fact]
    public async Task A_single_server_keeps_out_of_a_clusters_database()
    {
        await StartNodes(1);
        await using var stranger = new FleetServer(["--database", _database]);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stranger.Start(Cancellation));
        Assert.Contains("Other servers use this database", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Without a token: it knocks at one node, is seen at the second with its fingerprint, and admitted at the third.</summary>
    async Task<string> JoinAnAgent()
    {
        var agent = ProcessBeside.Start("agent", "--server", _nodes[0].AgentDoor, "--data", Path.Combine(_folder, "agent"));
        _others.Add(agent);
        JsonElement asked = default;
        await Until(1, async () =>
        {
            var joining = await _nodes[1].Get("/api/agents/joining", Cancellation);
            asked = joining.GetArrayLength() > 0 ? joining[0].Clone() : default;
            return joining.GetArrayLength() > 0;
        }, "the agent knocks");
        var fingerprint = asked.GetProperty("fingerprint").GetString()!;
        await Until(1, () => Task.FromResult(agent.Printed.Contains("fingerprint", StringComparison.Ordinal)), "the agent prints its fingerprint");
        Assert.Equal(Fingerprint().Match(agent.Printed).Value, fingerprint);

        var admitted = await _nodes[2].Http.PostAsJsonAsync($"/api/agents/joining/{fingerprint}/admit", new { name = "Pi" }, Cancellation);
        Assert.True(admitted.IsSuccessStatusCode);
        var id = "";
        await Until(2, async () =>
        {
            var agents = await _nodes[2].Get("/api/agents", Cancellation);
            id = agents.EnumerateArray().FirstOrDefault(known => known.GetProperty("lastSeen").ValueKind != JsonValueKind.Null) is { ValueKind: JsonValueKind.Object } known
                ? known.GetProperty("id").GetString()! : "";
            return id.Length > 0;
        }, "the agent is connected");
        return id;
    }

    async Task AttachTheMachine(string agentId)
    {
        var port = Path.Combine(_folder, "printer");
        _others.Add(ProcessBeside.Start("simulate", "--firmware", "marlin", "--profile", "ender-3", "--pty", port, "--speed", $"{Speed}"));
        await Until(1, () => Task.FromResult(File.Exists(port)), "the port is there");
        await _nodes[1].Post("/api/machines", new { name = "Printer", profile = "ender-3", agentId, link = port }, Cancellation);
        await Until(2, async () => State(await Machine(2)) == "ready", "the machine is ready on another node");
    }

    Task<JsonElement> Machine(int node) => _nodes[node].Get("/api/machines/printer", Cancellation);

    Task Until(int node, Func<Task<bool>> holds, string what) => _nodes[node].Until(holds, what, Cancellation);

    static JsonElement[] Runs(JsonElement job) => [.. job.GetProperty("runs").EnumerateArray()];

    static string State(JsonElement element) => element.GetProperty("state").GetString() ?? "";

    [GeneratedRegex(@"(?:[0-9a-f]{4}-){4}[0-9a-f]{4}")]
    private static partial Regex Fingerprint();
}
