using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Bench.Start;

/// <summary>A server started as <c>./fleet up</c> starts it, with a data folder of its own.</summary>
sealed class MeasuredServer(bool demo) : IAsyncDisposable
{
    public const string Key = "a-key-for-measuring-only";

    readonly string _data = Directory.CreateTempSubdirectory("fleet-bench-").FullName;
    readonly int _port = FreeRow();
    Process? _process;

    public Uri Address => new($"http://localhost:{_port}");

    /// <summary>Seconds from the start of the process to the first page, the sign-in, completely answered.</summary>
    public async Task<double> Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = [Server(), "--port", $"{_port}", "--agent-port", $"{_port + 1}", "--data", _data, .. demo ? ["--demo"] : Array.Empty<string>()];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["FLEET_ADMIN_KEY"] = Key;
        var began = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var page = await http.GetAsync("/signin");
                if (page.IsSuccessStatusCode && (await page.Content.ReadAsStringAsync()).Contains("</html>", StringComparison.OrdinalIgnoreCase))
                    return Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(20);
        }
    }

    /// <summary>Until the built-in agent is there and start-up's garbage had time to go.</summary>
    public Task Settle() => Task.Delay(TimeSpan.FromSeconds(20));

    /// <summary>RSS of the server and its agent together.</summary>
    public double ResidentMegabytes()
    {
        var agent = int.Parse(File.ReadAllText(Path.Combine(_data, "agent", "agent.pid")), CultureInfo.InvariantCulture);
        return new[] { _process!.Id, agent }.Sum(pid =>
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64 / 1e6;
        });
    }

    /// <summary>When a line was written to a machine's port, by the agent's own record of the wire: Unix milliseconds.</summary>
    public async Task<double> WrittenAtMs(string machineId, string marker)
    {
        var console = Path.Combine(_data, "agent", "console", machineId, "console.log");
        while (true)
        {
            if (File.Exists(console))
            {
                using var file = new StreamReader(new FileStream(console, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                while (await file.ReadLineAsync() is { } line)
                    if (line.Contains(marker, StringComparison.Ordinal) && line.Contains("Z > ", StringComparison.Ordinal))
                        return (DateTimeOffset.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            }
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", $"{_process!.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    static string Server()
    {
        var folder = AppContext.BaseDirectory.Replace("Fleet.Bench", "Fleet.Web", StringComparison.Ordinal);
        return Path.Combine(folder, "Fleet.Web.dll");
    }

    static int FreeRow()
    {
        while (true)
        {
            var first = Random.Shared.Next(28_000, 32_000);
            if (Enumerable.Range(first, 20).All(port =>
                {
                    try
                    {
                        using var listener = new TcpListener(IPAddress.Any, port);
                        listener.Start();
                        return true;
                    }
                    catch (SocketException)
                    {
                        return false;
                    }
                }))
                return first;
        }
    }
}
