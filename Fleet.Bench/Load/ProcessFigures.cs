using System.Diagnostics;
using System.Globalization;

namespace Fleet.Bench.Load;

/// <summary>What Linux says of a process.</summary>
static class ProcessFigures
{
    const double TicksPerSecond = 100;

    /// <summary>CPU seconds that it has used so far, user and system.</summary>
    public static double CpuSeconds(Process process)
    {
        var words = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ');
        return (long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public static double ResidentMb(Process process) =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000;
}
