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

    /// <summary>
    /// What server and agent hold in memory, MB: <c>Summed</c> adds both processes' RSS, <c>Once</c> counts the pages of files that
    /// both have mapped (the runtime) only once, as they are in memory only once.
    /// </summary>
    public (double Summed, double Once) ResidentMegabytes()
    {
        var agent = int.Parse(File.ReadAllText(Path.Combine(_data, "agent", "agent.pid")), CultureInfo.InvariantCulture);
        var processes = new[] { Mappings(_process!.Id), Mappings(agent) };
        var summedKb = processes.Sum(process => process.Values.Sum());
        var onceKb = processes.SelectMany(process => process).GroupBy(mapping => mapping.Key)
            .Sum(mapping => mapping.Key.StartsWith('/') && !mapping.Key.StartsWith("/memfd", StringComparison.Ordinal)
                ? mapping.Max(pair => pair.Value) : mapping.Sum(pair => pair.Value));
        return (summedKb / 1000, onceKb / 1000);
    }

    /// <summary>Resident kB by what is mapped.</summary>
    static Dictionary<string, double> Mappings(int pid)
    {
        var mappings = new Dictionary<string, double>();
        var name = "";
        foreach (var line in File.ReadLines($"/proc/{pid}/smaps"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Contains('-', StringComparison.Ordinal))
                name = words.Length > 5 ? words[5] : "";
            else if (words[0] == "Rss:")
                mappings[name] = mappings.GetValueOrDefault(name) + double.Parse(words[1], CultureInfo.InvariantCulture);
        }
        return mappings;
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
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
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
