using System.Collections.Concurrent;
using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Faults;

/// <summary>
/// A simulated machine on a real pty, the real driver on the other end, and a record of what both say. Everything waits for events; a
/// test that waits for nothing in particular has a limit of 15 s.
/// </summary>
sealed class Rig : IDriverEvents, IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    readonly string _folder = Directory.CreateTempSubdirectory("fleet-rig-").FullName;
    readonly CancellationTokenSource _ending = new();
    readonly Lock _gate = new();
    readonly List<RunReport> _reports = [];
    readonly List<DriverSnapshot> _snapshots = [];
    readonly ConcurrentQueue<string> _console = new();
    readonly Task _running;
    TaskCompletionSource _changed = NewSignal();

    internal Rig(
        Profile profile, SimulatedMarlinTraits? traits = null, WireFaults? faults = null, double speed = 200, double driverSpeed = 1,
        DriverOptions? options = null)
    {
        Machine = new SimulatedMachine(profile, Path.Combine(_folder, "port"), speed, traits, faults);
        Driver = DriverFactory.CreateSerial(
            profile, new LinkAddress(Port), this, driverSpeed == 1 ? TimeProvider.System : new FastTime(driverSpeed), NullLoggerFactory.Instance,
            options ?? new DriverOptions { ReopenEvery = TimeSpan.FromMilliseconds(50) });
        _running = Driver.Run(_ending.Token);
    }

    /// <summary>A new driver for a machine that is there already, as after an agent's restart. The rig then owns the machine.</summary>
    internal Rig(SimulatedMachine machine, DriverOptions options)
    {
        Machine = machine;
        Driver = DriverFactory.CreateSerial(machine.Profile, new LinkAddress(Port), this, TimeProvider.System, NullLoggerFactory.Instance, options);
        _running = Driver.Run(_ending.Token);
    }

    /// <summary>A driver that believes in another profile than the machine's.</summary>
    internal Rig(SimulatedMachine machine, Profile believed, DriverOptions options, double driverSpeed)
    {
        Machine = machine;
        Driver = DriverFactory.CreateSerial(believed, new LinkAddress(Port), this, new FastTime(driverSpeed), NullLoggerFactory.Instance, options);
        _running = Driver.Run(_ending.Token);
    }

    internal string Port => Machine.Port;
    internal string Folder => _folder;
    internal SimulatedMachine Machine { get; }
    internal MachineDriver Driver { get; }

    internal SimulatedMarlin Marlin => (SimulatedMarlin)Machine.Firmware;

    internal SimulatedGrbl Grbl => (SimulatedGrbl)Machine.Firmware;

    internal IReadOnlyList<RunReport> Reports
    {
        get
        {
            lock (_gate)
                return [.. _reports];
        }
    }

    internal string[] Console => [.. _console];

    /// <summary>What the machine executed of the program: its G1 lines, in order.</summary>
    internal string[] Executed => [.. Machine.Record.Lines.Where(line => line.StartsWith("G1 X", StringComparison.Ordinal) || line.StartsWith("G1X", StringComparison.Ordinal))];

    internal async Task<DriverSnapshot> Until(DriverState state)
    {
        await Until(() => Driver.Snapshot.State == state, () => $"state {state}; it is {Driver.Snapshot.State} ({Driver.Snapshot.Reason})");
        return Driver.Snapshot;
    }

    internal async Task Until(Func<bool> reached, Func<string>? what = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            Task changed;
            lock (_gate)
                changed = _changed.Task;
            if (reached())
                return;
            try
            {
                await changed.WaitAsync(TimeSpan.FromMilliseconds(100), limit.Token);
            }
            catch (TimeoutException)
            {
                // Some conditions change without an event.
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Waited {Limit.TotalSeconds:0} s for {what?.Invoke() ?? "a condition"}. Last lines:\n{string.Join('\n', Console.Where(line => !line.StartsWith("<  T:", StringComparison.Ordinal)).TakeLast(30))}");
            }
        }
    }

    /// <summary>Waits for the machine, starts the program and returns at its end.</summary>
    internal async Task<RunReport> Run(params IEnumerable<string> lines)
    {
        await Begin(lines);
        return await End();
    }

    internal async Task Begin(params IEnumerable<string> lines)
    {
        await Until(DriverState.Idle);
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.gcode");
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        var answer = await Driver.Start(new RunOrder("run", path), TestContext.Current.CancellationToken);
        Assert.True(answer.Accepted, answer.Text);
    }

    internal async Task<RunReport> End()
    {
        await Until(() => Ending() != null, () => $"the end of the run; it is {Driver.Snapshot.State} at line {Driver.Snapshot.Run?.Line}");
        return Ending()!;
    }

    RunReport? Ending() => Reports.FirstOrDefault(report =>
        report.Kind is RunReportKind.Finished or RunReportKind.Cancelled or RunReportKind.Failed or RunReportKind.Interrupted);

    public void SnapshotChanged(DriverSnapshot snapshot)
    {
        lock (_gate)
            _snapshots.Add(snapshot);
        Signal();
    }

    public void RunReported(RunReport report)
    {
        lock (_gate)
            _reports.Add(report);
        Signal();
    }

    public void ConsoleLine(bool sent, ReadOnlySpan<byte> line) => _console.Enqueue((sent ? "> " : "< ") + Encoding.Latin1.GetString(line));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        await Driver.DisposeAsync();
        Machine.Dispose();
        _ending.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    void Signal()
    {
        lock (_gate)
        {
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
