using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Bench.Load;

namespace Fleet.Tests.Story;

/// <summary>A real server, started as people start it (<c>./fleet up</c>), with a data folder of its own.</summary>
public sealed partial class FleetServer : IAsyncDisposable
{
    public const string AdminKey = "an-administrator-for-tests-only";

    /// <summary>Ports for pages, agents and the demo's plugs.</summary>
    const int Ports = 20;

    readonly string[] _arguments;
    readonly bool _withAdminKey;
    readonly int _port = FreePorts.Row(Ports);
    Process? _process;

    public FleetServer(string[] arguments, bool withAdminKey = true)
    {
        (_arguments, _withAdminKey) = (arguments, withAdminKey);
        Data = Directory.CreateTempSubdirectory("fleet-test-").FullName;
        Http = new() { BaseAddress = new($"http://localhost:{_port}"), Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Add("X-Api-Key", AdminKey);
    }

    public string Data { get; }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    /// <summary>Where agents knock.</summary>
    public string AgentDoor => $"https://127.0.0.1:{_port + 1}";

    /// <summary>One node of a cluster on this computer.</summary>
    public static FleetServer Node(string database) => new(["--cluster", database, "--advertise", "127.0.0.1", "--cluster-port", "{cluster-port}"]);

    public int ProcessId => _process!.Id;

    public bool HasEnded => _process is { HasExited: true };

    /// <summary>The one-time link for the first administrator, as the server printed it.</summary>
    public string SetUpLink => Link().Match(Printed) is { Success: true } link ? link.Value
        : throw new InvalidOperationException($"The server printed no set-up link.\n{Printed}");

    /// <summary>Everything that the server has printed since its last start.</summary>
    public string Printed { get; private set; } = "";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "fleet"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var argument in (string[])["up", "--port", $"{_port}", "--agent-port", $"{_port + 1}", "--data", Data, .. _arguments])
            start.ArgumentList.Add(argument.Replace("{cluster-port}", $"{_port + 2}", StringComparison.Ordinal));
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FLEET_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (_withAdminKey)
            start.Environment["FLEET_ADMIN_KEY"] = AdminKey;
        Printed = "";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until(async () => (await Http.GetAsync("/health/ready", cancellation)).IsSuccessStatusCode, "the server is ready", cancellation);
        await Until(() => Task.FromResult(Printed.Contains("Ctrl-C stops it", StringComparison.Ordinal)), "the greeting is printed", cancellation);
    }

    /// <summary>As a power cut would end it.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As Ctrl-C and the system end it; the exit code. SIGTERM, because SIGINT is ignored by whatever was started in the background.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Another verb of <c>./fleet</c>, beside the server.</summary>
    public static Process StartVerb(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "fleet"), arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;

    public async Task<JsonElement> Get(string path, CancellationToken cancellation) =>
        await Http.GetFromJsonAsync<JsonElement>(path, cancellation);

    public async Task<JsonElement> Post(string path, object body, CancellationToken cancellation)
    {
        var response = await Http.PostAsJsonAsync(path, body, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"POST {path}: {(int)response.StatusCode} {text}");
    }

    public async Task<HttpResponseMessage> Upload(byte[] content, string name, CancellationToken cancellation)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await Http.PostAsync("/api/programs", form, cancellation);
    }

    /// <summary>Uploads a sample and gives the program's id.</summary>
    public async Task<string> UploadSample(string sample, CancellationToken cancellation)
    {
        var response = await Upload(await File.ReadAllBytesAsync(Repository.Sample(sample), cancellation), sample, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetString()!;
    }

    /// <summary>Asks again and again until something holds; the test's own time-out is the limit.</summary>
    public async Task Until(Func<Task<bool>> holds, string what, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(4));
        try
        {
            do
            {
                try
                {
                    if (await holds())
                        return;
                }
                catch (HttpRequestException)
                {
                    // Not there yet, or being restarted.
                }
                if (_process is { HasExited: true })
                    throw new InvalidOperationException($"The server ended with {_process.ExitCode} before {what}:\n{Printed}");
            }
            while (await timer.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not within the patience: {what}.\n{Printed}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
            await Stop();
        _process?.Dispose();
        foreach (var child in new[] { "agent/agent.pid", "demo/demo.pid" }.Select(file => Path.Combine(Data, file)).Where(File.Exists))
            using (var kill = Process.Start("kill", ["-KILL", await File.ReadAllTextAsync(child)]))
                await kill.WaitForExitAsync();
        Directory.Delete(Data, recursive: true);
    }

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex Link();

    void Keep(string? line)
    {
        if (line is not null)
            lock (this)
                Printed += line + "\n";
    }
}
