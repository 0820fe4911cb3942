using System.Diagnostics;
using System.Globalization;

namespace Fleet.Bench.Load;

/// <summary>A process of Fleet, and what the system says of it.</summary>
sealed class MeasuredProcess : IAsyncDisposable
{
    const double TicksPerSecond = 100;

    readonly Process _process;

    MeasuredProcess(Process process) => _process = process;

    public static MeasuredProcess Agent(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace("Fleet.Bench", "Fleet.Agent", StringComparison.Ordinal), "Fleet.Agent.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is { Length: > 0 } text ? text + "\n" : "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    public double CpuSeconds()
    {
        var words = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
        return (long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public double ResidentMb() =>
        double.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
