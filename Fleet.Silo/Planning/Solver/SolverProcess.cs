using System.Diagnostics;
using System.Text.Json;
using Fleet.Core.Scheduling.Files;

namespace Fleet.Silo.Planning.Solver;

/// <summary>
/// CP-SAT in a process of its own: whatever its memory does, the server lives. One task in, solutions out line by line, killed when it is
/// cancelled or grows too large:
/// <code>
///   server ──task──► stdin  [ plan-solver ]  stdout ──solution, solution, …, last──► server
///          ◄── watched: memory, time, cancellation ──┘
/// </code>
/// </summary>
public static class SolverProcess
{
    /// <summary>What the process needs besides the solver, and what a solver may take above its own limit before it is killed, MB.</summary>
    const int SlackMb = 500;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    internal static JsonSerializerOptions Json { get; } = new(WorkshopReader.Json) { WriteIndented = false };

    /// <summary>The last answer that came; null when none did, whatever the reason: then the plan stays as it is.</summary>
    /// <param name="found">Told every solution as it comes.</param>
    public static async Task<SolverOutcome> Solve(SolverTask task, Action<SolverAnswer>? found = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        using var process = Process.Start(Command()) ?? throw new InvalidOperationException("The solver's process could not be started.");
        if (task.GivesWay)
            GiveWay(process);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(TimeSpan.FromSeconds(task.Seconds) + Grace);
        SolverAnswer? best = null;
        var watch = WatchMemory(process, task.MemoryMb + SlackMb, stop);
        var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(task, Json).AsMemory(), stop.Token);
            await process.StandardInput.FlushAsync(stop.Token);
            while (await process.StandardOutput.ReadLineAsync(stop.Token) is { } line)
            {
                var answer = JsonSerializer.Deserialize<SolverAnswer>(line, Json)!;
                // The end of a search without a solution still brings its bound.
                best = answer.Objective is null && best is not null ? best with { Bound = answer.Bound, CpuSeconds = answer.CpuSeconds, Last = true } : answer;
                if (answer.Objective is not null)
                    found?.Invoke(best);
                if (answer.Last)
                    break;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or JsonException)
        {
            // Killed below; what was found until now counts.
        }
        var peakMb = await watch;
        Kill(process);
        await process.WaitForExitAsync(CancellationToken.None);
        var said = (await complaint).Trim();
        return new(best, TimeSpan.FromSeconds(best?.CpuSeconds ?? 0), peakMb, best is not null ? null
            : cancel.IsCancellationRequested ? "The solver was stopped."
            : peakMb > task.MemoryMb ? $"The solver needed more than {task.MemoryMb} MB and was ended."
            : said.Length > 0 ? $"The solver failed: {said.Split('\n')[0].Trim()}" : "The solver found nothing in its time.");

        async Task<long> WatchMemory(Process watched, long mostMb, CancellationTokenSource end)
        {
            var peak = 0L;
            while (!end.IsCancellationRequested && best is not { Last: true } && !watched.HasExited)
            {
                peak = Math.Max(peak, ResidentMb(watched));
                if (peak > mostMb)
                    await end.CancelAsync();
                else
                    await Task.WhenAny(Task.Delay(Look, end.Token), watched.WaitForExitAsync(end.Token));
            }
            return peak;
        }
    }

    static long ResidentMb(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    static ProcessStartInfo Command()
    {
        var home = AppContext.BaseDirectory;
        // Beside whatever program hosts the silo, with that program's framework and packages.
        var host = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", "--runtimeconfig", Path.Combine(home, $"{host}.runtimeconfig.json"),
                     "--depsfile", Path.Combine(home, $"{host}.deps.json"), Path.Combine(home, "Fleet.Silo.dll"), SolverVerb.Name])
            start.ArgumentList.Add(argument);
        return start;
    }

    static void GiveWay(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended at once, or the system does not let us: then it runs as everything else does.
        }
    }

    static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
