using System.Diagnostics;
using Fleet.Tests.Story;

namespace Fleet.Tests.Cluster;

/// <summary>Another process of Fleet beside the servers, started as people start it; what it prints is kept.</summary>
sealed class ProcessBeside : IAsyncDisposable
{
    readonly Process _process;
    string _printed = "";

    ProcessBeside(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Printed
    {
        get
        {
            lock (this)
                return _printed;
        }
    }

    public static ProcessBeside Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "fleet"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public static ProcessBeside Start(params string[] arguments) => Start(null, arguments);

    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is not null)
            lock (this)
                _printed += line + "\n";
    }
}
