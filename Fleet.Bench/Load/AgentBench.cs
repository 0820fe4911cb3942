using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Bench.Load;

/// <summary>
/// What an agent costs its computer: a real agent process, a real server, eight simulated printers behind real ports that all stream.
/// </summary>
static class AgentBench
{
    const int Machines = 8;

    /// <summary>Lines of a program after which its machine has warmed up.</summary>
    const int FirstMoves = 50;
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(30);

    public static async Task Run()
    {
        await using var server = new LoadedServer(null);
        await server.Start();
        var folder = Directory.CreateTempSubdirectory("fleet-bench-agent-").FullName;
        var processes = new List<MeasuredProcess>();
        try
        {
            for (var machine = 0; machine < Machines; machine++)
                processes.Add(MeasuredProcess.Agent("simulate", "--firmware", "marlin", "--profile", "ender-3", "--pty", Path.Combine(folder, $"printer{machine}")));
            // The printers' own start is not the agent's.
            await Until(() => Task.FromResult(Enumerable.Range(0, Machines).All(machine => File.Exists(Path.Combine(folder, $"printer{machine}"))) ? "all" : null));
            using var http = server.Client();
            var installed = Published();
            var (joining, joined) = await Serving(http, installed, ["agent", "--server", server.AgentDoor.ToString(), "--token", await server.JoinToken(), "--data", Path.Combine(folder, "agent")]);
            await joined.DisposeAsync();
            // Until the server has noted that it went: that changes when it was last seen, too.
            await Task.Delay(TimeSpan.FromSeconds(2));
            var (serving, agent) = await Serving(http, installed, ["agent", "--server", server.AgentDoor.ToString(), "--data", Path.Combine(folder, "agent")]);
            processes.Add(agent);
            var agentId = (await Agents(http)).Single().GetProperty("id").GetString();
            for (var machine = 0; machine < Machines; machine++)
                (await http.PostAsJsonAsync("/api/machines", new { name = $"Printer {machine}", profile = "ender-3", agentId, link = Path.Combine(folder, $"printer{machine}") })).EnsureSuccessStatusCode();

            using var form = new MultipartFormDataContent { { new StringContent(Program()), "file", "dense.gcode" } };
            using var uploaded = await http.PostAsync("/api/programs", form);
            var programId = (await uploaded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            (await http.PostAsJsonAsync("/api/jobs", new { programId, copies = Machines, purpose = "prototype" })).EnsureSuccessStatusCode();
            await Until(async () => (await http.GetFromJsonAsync<JsonElement>("/api/machines")).EnumerateArray()
                .Count(machine => machine.GetProperty("run") is { ValueKind: JsonValueKind.Object } run && run.GetProperty("line").GetInt64() > FirstMoves) == Machines ? "all" : null);
            await Task.Delay(Settling);
            var (cpu, at, lines) = (agent.CpuSeconds(), Stopwatch.GetTimestamp(), await Lines(http));
            await Task.Delay(Measured);
            var seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
            var (corePercent, linesPerSecond) = ((agent.CpuSeconds() - cpu) / seconds * 100, (await Lines(http) - lines) / seconds);
            Console.WriteLine();
            Console.WriteLine("agent with eight streaming machines   of one core   lines/s   resident   start to serving: joining / later");
            Console.WriteLine(installed is null
                ? "with the shared framework; ./fleet publish agent --rid linux-x64 before this measures what a workshop installs"
                : "the published file, as a workshop installs it");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{"",-34} {corePercent,12:0.0} % {linesPerSecond,9:0} {agent.ResidentMb(),7:0} MB {joining.TotalSeconds,14:0.00} / {serving.TotalSeconds:0.00} s"));
            Console.WriteLine("asked for: ≤ 40 % of one core of a Pi 4, ≤ 90 MB, ≤ 2 s. A Pi 4 core does about a quarter of this computer's work in the same time.");
        }
        finally
        {
            foreach (var process in Enumerable.Reverse(processes))
                await process.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>From the process's start until the server has its connection, and the process.</returns>
    static async Task<(TimeSpan Took, MeasuredProcess Agent)> Serving(HttpClient http, string? installed, string[] arguments)
    {
        var (began, beganAt) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow);
        var agent = installed is null ? MeasuredProcess.Agent(arguments) : MeasuredProcess.Installed(installed, Path.Combine(Path.GetDirectoryName(installed)!, "fleet-agent.service"), arguments);
        await Until(async () => (await Agents(http)).Any(one => one.GetProperty("lastSeen") is { ValueKind: JsonValueKind.String } seen && seen.GetDateTimeOffset() > beganAt) ? "seen" : null);
        return (Stopwatch.GetElapsedTime(began), agent);
    }

    static async Task<JsonElement[]> Agents(HttpClient http) => [.. (await http.GetFromJsonAsync<JsonElement>("/api/agents")).EnumerateArray()];

    /// <summary>Null when nobody has published an agent for this computer.</summary>
    static string? Published()
    {
        var rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        var file = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../..", "artifacts/publish", $"fleet-agent-{rid}", "fleet-agent"));
        return File.Exists(file) ? file : null;
    }

    /// <summary>Segments of 0.4 mm at 60 mm/s: 150 lines each second, for some minutes.</summary>
    static string Program()
    {
        var text = new System.Text.StringBuilder("G21\nG90\nM82\nG28\nM109 S200\nG92 E0\nG1 Z0.3 F1200\n");
        double eMm = 0;
        for (var line = 0; line < 40_000; line++)
            text.Append(CultureInfo.InvariantCulture, $"G1 X{100 + 40 * Math.Cos(line * 0.01):0.000} Y{100 + 40 * Math.Sin(line * 0.01):0.000} E{eMm += 0.013:0.0000} F3600\n");
        return text.ToString();
    }

    static async Task<double> Lines(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/machines")).EnumerateArray()
            .Sum(machine => machine.GetProperty("run") is { ValueKind: JsonValueKind.Object } run ? run.GetProperty("line").GetDouble() : 0);

    static async Task<string> Until(Func<Task<string?>> answer)
    {
        for (var patience = 0; patience < 6000; patience++)
        {
            if (await answer() is { } said)
                return said;
            await Task.Delay(50);
        }
        throw new TimeoutException("The agent did not come up within five minutes.");
    }
}
