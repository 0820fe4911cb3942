using System.Diagnostics;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;
using Fleet.Core.Machines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Bench.Stream;

/// <summary>One program through Fleet's own driver.</summary>
sealed class OurRun : IDriverEvents
{
    readonly TaskCompletionSource<RunReport> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="CpuSeconds">Of the whole process, from start to end of the run.</param>
    /// <param name="BytesPerLine">Allocated by the whole process.</param>
    internal sealed record Result(
        double Seconds, double CpuSeconds, double BytesPerLine, double GapP50Us, double GapP99Us, double GapWorstUs, string Failure);

    internal static async Task<Result> Go(Profile profile, string port, string path, DriverOptions options)
    {
        var events = new OurRun();
        var driver = DriverFactory.CreateSerial(profile, new LinkAddress(port), events, TimeProvider.System, NullLoggerFactory.Instance, options);
        using var ending = new CancellationTokenSource();
        var running = driver.Run(ending.Token);
        await events._ready.Task.WaitAsync(TimeSpan.FromSeconds(20));
        driver.Desk.Gaps.Reset();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var answer = await driver.Start(new RunOrder("bench", path), CancellationToken.None);
        if (!answer.Accepted)
            throw new InvalidOperationException(answer.Text);
        long start = Stopwatch.GetTimestamp(), allocated = GC.GetTotalAllocatedBytes();
        var report = await events._ended.Task;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        double cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        double bytes = (GC.GetTotalAllocatedBytes() - allocated) / (double)Math.Max(1, report.Progress.TotalLines);
        var gaps = driver.Desk.Gaps;
        var result = new Result(seconds, cpuSeconds, bytes, gaps.Percentile(0.5) / 1e3, gaps.Percentile(0.99) / 1e3, gaps.Worst / 1e3,
            report.Kind == RunReportKind.Finished ? "" : report.Reason);
        await ending.CancelAsync();
        await running;
        await driver.DisposeAsync();
        return result;
    }

    public void SnapshotChanged(DriverSnapshot snapshot)
    {
        if (snapshot.State == DriverState.Idle)
            _ready.TrySetResult();
    }

    public void RunReported(RunReport report)
    {
        if (report.Kind is RunReportKind.Finished or RunReportKind.Failed or RunReportKind.Interrupted or RunReportKind.Cancelled)
            _ended.TrySetResult(report);
    }

    public void ConsoleLine(bool sent, ReadOnlySpan<byte> line) { }
}
