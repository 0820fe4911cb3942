using System.Globalization;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Cli;

/// <summary>One run from the command line: a driver, a progress bar, a summary.</summary>
sealed class StreamSession : IDriverEvents
{
    /// <summary>The slowest handshake, its four attempts and one look for another rate.</summary>
    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(30);

    readonly TaskCompletionSource<RunReport> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly bool _live = !Console.IsOutputRedirected;
    string _told = "";
    int _toldPercent = -1;

    /// <returns>0 only when the firmware acknowledged everything and stands still.</returns>
    internal static async Task<int> Run(Profile profile, LinkAddress address, string path, DriverOptions options, CancellationToken cancellation)
    {
        var session = new StreamSession();
        var time = TimeProvider.System;
        await using var driver = DriverFactory.CreateSerial(profile, address, session, time, NullLoggerFactory.Instance, options);
        using var ending = new CancellationTokenSource();
        var running = driver.Run(ending.Token);
        try
        {
            return await session.Stream(driver, path, profile.IsAssumed(), time, cancellation);
        }
        finally
        {
            await ending.CancelAsync();
            await running;
        }
    }

    public void SnapshotChanged(DriverSnapshot snapshot)
    {
        if (snapshot.State == DriverState.Idle)
            _ready.TrySetResult();
        else if (snapshot.State == DriverState.Fault)
            _refused.TrySetResult(snapshot.Reason);
        if (snapshot.State is DriverState.Offline or DriverState.Connecting && snapshot.Reason.Length > 0 && !_ended.Task.IsCompleted)
            Tell(snapshot.Reason);
        if (snapshot.Run is { } run)
            Show(snapshot, run);
    }

    public void RunReported(RunReport report)
    {
        switch (report.Kind)
        {
            case RunReportKind.Finished or RunReportKind.Cancelled or RunReportKind.Failed or RunReportKind.Interrupted:
                _ended.TrySetResult(report);
                break;
            case RunReportKind.NeedsPerson or RunReportKind.Paused when report.Reason.Length > 0:
                Tell(report.Reason);
                break;
            case RunReportKind.Resumed:
                Tell("The run goes on.");
                break;
        }
    }

    public void ConsoleLine(bool sent, ReadOnlySpan<byte> line) { }

    async Task<int> Stream(MachineDriver driver, string path, bool assumed, TimeProvider time, CancellationToken cancellation)
    {
        // A board may sit in its bootloader, greet for seconds or be plugged in only now: the driver goes on trying, and so does this.
        await Task.WhenAny(_ready.Task, _refused.Task, Task.Delay(ConnectPatience, time, cancellation));
        if (cancellation.IsCancellationRequested)
            return 1;
        if (!_ready.Task.IsCompleted)
        {
            string reason = driver.Snapshot.Reason;
            Console.Error.WriteLine(reason.Length > 0 ? reason : "The machine does not answer. Check its power, the cable and the baud rate.");
            return 1;
        }
        Console.WriteLine($"{driver.Snapshot.Firmware}; {driver.Desk.Manner}.");
        foreach (string remark in assumed ? [] : driver.Snapshot.Remarks)
            Console.WriteLine(remark);
        long start = time.GetTimestamp();
        driver.Desk.Gaps.Reset();
        var answer = await driver.Start(new RunOrder("stream", path), cancellation);
        if (!answer.Accepted)
        {
            Console.Error.WriteLine(answer.Text);
            return 1;
        }
        RunReport report;
        using (cancellation.Register(() => _ = driver.Cancel(CancellationToken.None)))
            report = await _ended.Task;
        Summarise(report, driver, time.GetElapsedTime(start));
        return report.Kind == RunReportKind.Finished ? 0 : 1;
    }

    /// <summary>A sentence on a line of its own, once.</summary>
    void Tell(string sentence)
    {
        if (sentence == _told)
            return;
        _told = sentence;
        Console.WriteLine(_live && _toldPercent >= 0 ? $"\n{sentence}" : sentence);
    }

    void Show(DriverSnapshot snapshot, RunProgress run)
    {
        int percent = (int)(run.Fraction * 100);
        string heat = string.Join("  ", snapshot.Heaters.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.ActualC:0}/{one.TargetC:0} °C")));
        if (_live)
            Console.Write($"\r[{new string('#', percent / 4).PadRight(25, '.')}] {percent,3} %  line {run.Line} of {run.TotalLines}  {heat}   ");
        else if (percent / 10 != _toldPercent / 10)
            Console.WriteLine($"{percent} %  line {run.Line} of {run.TotalLines}  {heat}");
        _toldPercent = percent;
    }

    void Summarise(RunReport report, MachineDriver driver, TimeSpan duration)
    {
        if (_live)
            Console.WriteLine();
        var gaps = driver.Desk.Gaps;
        Console.WriteLine(report.Kind == RunReportKind.Finished
            ? "Finished: every line acknowledged, the machine stands still."
            : $"{report.Kind}: {report.Reason}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Progress.Line} of {report.Progress.TotalLines} lines acknowledged, {driver.Desk.Resends} resends, {duration.TotalSeconds:0.0} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ok to next line: half within {gaps.Percentile(0.5) / 1000.0:0} µs, 99 % within {gaps.Percentile(0.99) / 1000.0:0} µs, worst {gaps.Worst / 1000.0:0} µs"));
        if (report.Progress.ExtrudedMm.Any(length => length > 0))
            Console.WriteLine($"Filament: {string.Join(", ", report.Progress.ExtrudedMm.Select(length => string.Create(CultureInfo.InvariantCulture, $"{length:0.0} mm")))}");
    }
}
