using System.Diagnostics;

namespace Fleet.Bench.Load;

/// <summary>A process of Fleet, and what the system says of it.</summary>
sealed class MeasuredProcess : IAsyncDisposable
{
    const string Setting = "Environment=", OfTheRuntime = "DOTNET_";

    readonly Process _process;

    MeasuredProcess(Process process) => _process = process;

    public static MeasuredProcess Agent(params string[] arguments) =>
        Start("dotnet", [], [Path.Combine(AppContext.BaseDirectory.Replace("Fleet.Bench", "Fleet.Agent", StringComparison.Ordinal), "Fleet.Agent.dll"), .. arguments]);

    /// <param name="program">The agent as one file, as a workshop installs it.</param>
    /// <param name="unit">The service's file: what it asks of the runtime holds here too.</param>
    public static MeasuredProcess Installed(string program, string unit, params string[] arguments) =>
        Start(program, [.. File.ReadLines(unit).Where(line => line.StartsWith(Setting + OfTheRuntime, StringComparison.Ordinal)).Select(line => line[Setting.Length..])], arguments);

    static MeasuredProcess Start(string program, string[] settings, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var setting in settings)
            start.Environment[setting.Split('=')[0]] = setting[(setting.IndexOf('=') + 1)..];
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is { Length: > 0 } text ? text + "\n" : "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    public double CpuSeconds() => ProcessFigures.CpuSeconds(_process);

    public double ResidentMb() => ProcessFigures.ResidentMb(_process);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
