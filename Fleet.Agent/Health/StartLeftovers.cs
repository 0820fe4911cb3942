using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Fleet.Agent.Health;

/// <summary>
/// Gives back to a small computer what only the start needed: the compiler's workspace, and pages of the program's own file, which are read
/// again from there when somebody looks at one.
/// <code>
///   start ──── 30 s ──► given back ──── 1 h ──► given back …
/// </code>
/// </summary>
sealed partial class StartLeftovers(TimeProvider time) : BackgroundService
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Again = TimeSpan.FromHours(1);

    /// <summary>madvise(2): the pages may go.</summary>
    const int DontNeed = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var pause = First; ; pause = Again)
            {
                await Task.Delay(pause, time, stoppingToken);
                GiveBack();
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
    }

    /// <returns>Bytes of address space whose pages went; they are counted as resident again when they are used.</returns>
    internal static long GiveBack()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } program)
            return 0;
        try
        {
            _ = TrimHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than GNU's.
        }
        var given = 0L;
        foreach (var (start, length) in UnchangedPages(File.ReadLines("/proc/self/smaps"), program))
            if (Advise(unchecked((nint)start), (nuint)length, DontNeed) == 0)
                given += length;
        return given;
    }

    /// <summary>
    /// Stretches of memory that show a file as it is on the disk: nobody may write there, and no page was ever changed. Relocated pages, which
    /// look alike, count as anonymous; to drop those would end the process.
    /// </summary>
    /// <param name="smaps">Lines of /proc/PID/smaps, see proc(5).</param>
    internal static IReadOnlyList<(long Start, long LengthBytes)> UnchangedPages(IEnumerable<string> smaps, string file)
    {
        var found = new List<(long, long)>();
        (long From, long To)? candidate = null;
        foreach (var line in smaps)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var range, ['r', '-', ..], _, _, _, ..] && range.Split('-') is [var from, var to])
                candidate = line.EndsWith($" {file}", StringComparison.Ordinal)
                    ? (long.Parse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : null;
            else if (words is [var start, [_, 'w', ..], ..] && start.Contains('-', StringComparison.Ordinal))
                candidate = null;
            else if (candidate is { } pages && words is ["Anonymous:", var anonymousKb, ..])
            {
                if (anonymousKb == "0")
                    found.Add((pages.From, pages.To - pages.From));
                candidate = null;
            }
        }
        return found;
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keepBytes);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(nint address, nuint lengthBytes, int advice);
}
