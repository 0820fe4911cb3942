using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Fleet.Tests.Story;

namespace Fleet.Tests.Cluster;

/// <summary>
/// A real server offers a newer agent to a real one. The newer one is a script, so that it can be one that works or one that does not;
/// this test is the service manager that starts the agent again.
/// </summary>
[Collection("Servers")]
public sealed class SelfUpdateTests : IAsyncDisposable
{
    readonly FleetServer _server = new(["--no-agent"]);
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-update-").FullName;
    ProcessBeside? _agent;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static string Rid => $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    string State => File.Exists(Path.Combine(_folder, "release", "release.json")) ? File.ReadAllText(Path.Combine(_folder, "release", "release.json")) : "";

    [Fact]
    public async Task A_version_that_reaches_its_server_stays_and_one_that_does_not_is_given_up()
    {
        await _server.Start(Cancellation);
        await StartAgent(await Token());
        var installed = $"dotnet {Path.Combine(Repository.Root, "Fleet.Agent", "bin", "Release", "net10.0", "Fleet.Agent.dll")}";

        // One that works: the agent ends, the service manager starts it again, the new version runs and is approved.
        await Offer("90.0.0", $"#!/bin/sh\necho good >> {_folder}/launched\nexec {installed} \"$@\"\n");
        await Until(() => _agent!.HasExited, "the agent ends to make room for the new version");
        await StartAgent();
        await Until(() => State.Contains("\"Approved\":true", StringComparison.Ordinal), "the new version is approved");
        Assert.Equal("good\n", await File.ReadAllTextAsync(Path.Combine(_folder, "launched"), Cancellation));

        // One that fails at once: its trial is over with the next start, and it is not taken a second time.
        await _agent!.Kill();
        await StartAgent();
        await Offer("91.0.0", $"#!/bin/sh\necho bad >> {_folder}/launched\nexit 1\n");
        await _agent!.Kill();
        await StartAgent();
        await Until(() => _agent!.HasExited, "the agent ends for the bad version");
        await StartAgent();
        await Until(() => _agent!.HasExited, "the bad version fails");
        await StartAgent();
        await Until(() => _agent!.Printed.Contains("did not prove itself", StringComparison.Ordinal), "the version before runs on");
        Assert.EndsWith("bad\ngood\n", await Launched(3), StringComparison.Ordinal);
        Assert.Contains("91.0.0", JsonDocument.Parse(State).RootElement.GetProperty("Rejected").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_fleet_did_not_sign_is_not_run()
    {
        await _server.Start(Cancellation);
        await StartAgent(await Token());
        await Offer("92.0.0", $"#!/bin/sh\necho signed >> {_folder}/launched\n");
        await Until(() => _agent!.HasExited, "the agent ends to make room for the new version");
        await File.WriteAllTextAsync(Path.Combine(_folder, "release", "fleet-agent-92.0.0"), $"#!/bin/sh\necho forged >> {_folder}/launched\n", Cancellation);
        await StartAgent();
        await Until(() => _agent!.Printed.Contains("damaged or not signed", StringComparison.Ordinal), "the forged file is refused");
        Assert.False(File.Exists(Path.Combine(_folder, "launched")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<string> Launched(int lines)
    {
        var path = Path.Combine(_folder, "launched");
        await Until(() => File.ReadAllLines(path).Length >= lines, "the launched versions are written down");
        return await File.ReadAllTextAsync(path, Cancellation);
    }

    async Task<string> Token() => (await _server.Post("/api/agents/tokens", new { name = "Pi" }, Cancellation)).GetProperty("token").GetString()!;

    async Task StartAgent(string? token = null)
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        var environment = new Dictionary<string, string> { ["FLEET_AGENT_UPDATES"] = "1" };
        if (token is not null)
            environment["FLEET_JOIN_TOKEN"] = token;
        _agent = ProcessBeside.Start(environment, "agent", "--server", _server.AgentDoor, "--data", _folder);
        if (token is not null)
            await Until(() => File.Exists(Path.Combine(_folder, "identity.pem")), "the agent has joined");
    }

    async Task Offer(string version, string script)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(script)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        (await _server.Http.PutAsync($"/api/agents/releases/{version}/{Rid}", content, Cancellation)).EnsureSuccessStatusCode();
    }

    Task Until(Func<bool> holds, string what) => _server.Until(() => Task.FromResult(holds()), $"{what}\n{_agent?.Printed}", Cancellation);
}
