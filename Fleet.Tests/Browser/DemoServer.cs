using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Fleet.Tests.Browser;

/// <summary>The real server with its demo workshop, as <c>./fleet up --demo</c> starts it: a process of its own, a fresh data folder.</summary>
public sealed partial class DemoServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly string _data;
    readonly List<string> _output = [];
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _setUpLink;

    DemoServer(Process process, string data, Uri address)
    {
        _process = process;
        _data = data;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The one-time link for the first administrator, as the server printed it.</summary>
    public string SetUpLink => _setUpLink ?? throw new InvalidOperationException($"The server printed no set-up link.\n{Output}");

    public bool HasEnded => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <param name="speed">How much faster than life the simulated machines are.</param>
    public static async Task<DemoServer> Start(double speed)
    {
        var data = Directory.CreateTempSubdirectory("fleet-browser-").FullName;
        var (port, agentPort) = FreePorts();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            ArgumentList =
            {
                ServerAssembly(), "--demo", "--speed", speed.ToString(System.Globalization.CultureInfo.InvariantCulture), "--data", data,
                "--port", $"{port}", "--agent-port", $"{agentPort}", "--machines", Path.Combine(Root(), "machines"),
            },
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FLEET_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        var server = new DemoServer(Process.Start(start)!, data, new Uri($"http://localhost:{port}"));
        server.Listen();
        await server._ready.Task.WaitAsync(Patience);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
        }
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>The folder that holds the solution.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fleet.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Fleet.sln was not found above the tests.");
        return folder;
    }

    void Listen()
    {
        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (_output)
                _output.Add(line);
            if (Link().Match(line) is { Success: true } link)
                _setUpLink = link.Value;
            if (line.Contains("Ctrl-C stops it", StringComparison.Ordinal))
                _ready.TrySetResult();
        }
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended.\n{Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    // The server's own build folder, in the configuration of the tests: its static files are found beside it.
    static string ServerAssembly()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));
        return Path.Combine(Root(), "Fleet.Web", "bin", configuration!, "net10.0", "Fleet.Web.dll");
    }

    static (int Web, int Agent) FreePorts()
    {
        using var web = new TcpListener(IPAddress.Loopback, 0);
        using var agent = new TcpListener(IPAddress.Loopback, 0);
        web.Start();
        agent.Start();
        return (((IPEndPoint)web.LocalEndpoint).Port, ((IPEndPoint)agent.LocalEndpoint).Port);
    }

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex Link();
}
