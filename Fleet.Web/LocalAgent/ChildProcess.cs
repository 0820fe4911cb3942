using System.Diagnostics;

namespace Fleet.Web.LocalAgent;

/// <summary>
/// A process of this installation that outlives a killed server: a run on a machine goes on while somebody starts the server
/// again. It is found by its pid file, whoever started it, and asked to end when the server stops in order.
/// </summary>
sealed class ChildProcess(string folder, string name)
{
    string PidFile => Path.Combine(folder, $"{name}.pid");

    /// <summary>The running process, or null. A pid that now belongs to another program is not taken for ours.</summary>
    public Process? Find()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadAllText(PidFile), out var pid))
            return null;
        try
        {
            var process = Process.GetProcessById(pid);
            return !process.HasExited && IsOurs(pid) ? process : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        Directory.CreateDirectory(folder);
        // The agent's program beside the server's, with the server's framework: nothing is installed twice.
        var home = AppContext.BaseDirectory;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            // Passed on instead of inherited: whoever reads the server's output must see its end when the server is killed.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", "--runtimeconfig", Path.Combine(home, "Fleet.Web.runtimeconfig.json"),
                     "--depsfile", Path.Combine(home, "Fleet.Web.deps.json"), Path.Combine(home, "Fleet.Agent.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"The {name} process could not be started.");
        process.OutputDataReceived += (_, line) => Pass(line.Data, Console.Out);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, Console.Error);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        File.WriteAllText(PidFile, $"{process.Id}");
        return process;
    }

    /// <summary>Asks it to end in order; after the patience it is killed.</summary>
    public async Task Stop(Process process, TimeSpan patience)
    {
        try
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var timeout = new CancellationTokenSource(patience);
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        File.Delete(PidFile);
    }

    static void Pass(string? line, TextWriter to)
    {
        if (line is not null)
            to.WriteLine(line);
    }

    static bool IsOurs(int pid)
    {
        var commandLine = $"/proc/{pid}/cmdline";
        return !File.Exists(commandLine) || File.ReadAllText(commandLine).Contains("Fleet.Agent", StringComparison.Ordinal);
    }
}
