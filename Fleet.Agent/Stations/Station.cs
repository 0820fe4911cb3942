using System.Threading.Channels;
using Fleet.Agent.Drivers;
using Fleet.Agent.Journal;
using Fleet.Agent.Links;
using Fleet.Agent.Meters;
using Fleet.Core.Gcode;
using Fleet.Protocol;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Stations;

/// <summary>
/// A machine's place at this agent: its driver, its meters, the run in its care. Everything that becomes a fact passes here, in
/// order; a meter is read whenever the machine starts to do something else, so that an interval has one cause.
/// </summary>
public sealed partial class Station : IDriverEvents, IAsyncDisposable
{
    static readonly TimeSpan PowerEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan DriverPatience = TimeSpan.FromSeconds(10);

    readonly MachineSetup _setup;
    readonly Profile _profile;
    readonly FactJournal _journal;
    readonly AgentClock _clock;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly IMachineDriver _driver;
    readonly MeterPost _meters;
    readonly ProgressNote _note;
    readonly CancellationTokenSource _closing = new();
    readonly Channel<Func<Task>> _facts = Channel.CreateUnbounded<Func<Task>>(new() { SingleReader = true });
    readonly AnsweredCommands _answered = new();
    readonly MaterialBook _material;
    readonly ConsoleFeed _console;
    readonly SemaphoreSlim _commanding = new(1, 1);
    readonly List<Task> _loops = [];
    Task _writing = Task.CompletedTask;
    long _lease;
    string _runId = "";
    bool _closingDown;
    int _looking;

    public Station(
        MachineSetup setup, Profile profile, FactJournal journal, AgentClock clock, TimeProvider time, ILoggerFactory logs, string folder)
    {
        (_setup, _profile, _journal, _clock, _time) = (setup, profile, journal, clock, time);
        _logger = logs.CreateLogger<Station>();
        _meters = new(setup, journal, time);
        _lease = journal.LeaseOf(setup.MachineId);
        _note = new(Path.Combine(folder, "progress", setup.MachineId));
        _material = new(setup.MachineId, _note);
        _console = new(setup.MachineId, clock, time);
        _driver = DriverFactory.Create(profile, new LinkAddress(setup.LinkAddress, setup.Baud > 0 ? (int)setup.Baud : null), this, time, logs,
            DriverOptions.Default with { ConsoleFolder = Path.Combine(folder, "console", setup.MachineId) });
    }

    public string MachineId => _setup.MachineId;

    /// <summary>What this station was set up with, to see whether a new list changes it.</summary>
    public MachineSetup Setup => _setup;

    /// <summary>Raised when something that the server shows has changed.</summary>
    public event Action? Changed;

    public void Open()
    {
        EndOrphans();
        _loops.Add(_driver.Run(_closing.Token));
        _loops.Add(ReadMeters());
        _writing = WriteFacts();
    }

    public MachinePresence Presence()
    {
        var snapshot = _driver.Snapshot;
        return new()
        {
            MachineId = MachineId, Condition = Conditions.Of(snapshot.State), Reason = snapshot.Reason, Firmware = snapshot.Firmware, RunId = _runId,
        };
    }

    public MachineTelemetry Telemetry()
    {
        var telemetry = Conditions.Telemetry(MachineId, _driver.Snapshot, _meters.PowerW, _clock.ServerNowMs());
        telemetry.Remarks.AddRange(_meters.Troubles);
        return telemetry;
    }

    /// <summary>Carries out a command once; a repeated id gets the first outcome again.</summary>
    public async Task<CommandOutcome> Carry(Command command, Func<string, CancellationToken, Task<string>> program)
    {
        // A stop waits for nobody, least of all for another command.
        if (command.KindCase == Command.KindOneofCase.Stop)
            return Outcome(command, await Ask(_driver.Stop));
        await _commanding.WaitAsync();
        try
        {
            if (_answered.Find(command.Id) is { } known)
                return known;
            var outcome = Outcome(command, WhyNot(command) is { } refusal ? DriverAnswer.Refused(refusal) : await Carry(command.KindCase, command, program));
            _answered.Remember(outcome);
            return outcome;
        }
        finally
        {
            _commanding.Release();
        }
    }

    public void SnapshotChanged(DriverSnapshot snapshot)
    {
        if (snapshot.Run is { } run && run.RunId == _runId)
            _note.Reached(run.Line, run.ExtrudedMm);
        Changed?.Invoke();
    }

    public void ConsoleLine(bool sent, ReadOnlySpan<byte> line) => _console.Add(sent, line);

    /// <summary>Somebody at the server looks at this machine's console for so long from now.</summary>
    public void WatchConsole(TimeSpan span) => _console.Watch(span);

    /// <summary>Console lines since the last call; null for none, or when nobody watches.</summary>
    public ConsoleBatch? TakeConsole() => _console.Take();

    public void RunReported(RunReport report)
    {
        var kind = _closingDown && report.Kind == RunReportKind.Cancelled ? RunReportKind.Interrupted : report.Kind;
        var reason = _closingDown && kind == RunReportKind.Interrupted ? "The agent was stopped in mid-run." : report.Reason;
        var ends = kind is RunReportKind.Finished or RunReportKind.Cancelled or RunReportKind.Failed or RunReportKind.Interrupted;
        _facts.Writer.TryWrite(async () =>
        {
            // First what the old phase cost, then the new one begins.
            await _meters.Close(_closing.Token);
            var progress = report.Progress;
            _journal.Append([.. _material.Since(progress), new JournalEntry
            {
                MachineId = MachineId,
                RunEvent = new()
                {
                    RunId = progress.RunId, Kind = Conditions.Of(kind), Phase = Conditions.Of(progress.Phase), Reason = reason,
                    Line = progress.Line, Fraction = progress.Fraction,
                },
            }]);
            if (ends)
            {
                _meters.Now("", Phase.Standby);
                _runId = "";
            }
            else
            {
                _meters.Now(progress.RunId, Conditions.Of(progress.Phase));
            }
            Changed?.Invoke();
        });
    }

    /// <summary>Ends in order: a run in progress is cancelled at the machine and journalled as interrupted.</summary>
    public async ValueTask DisposeAsync()
    {
        _closingDown = true;
        if (_driver.Snapshot.Run is not null)
            await Ask(_driver.Cancel);
        await _driver.DisposeAsync();
        _facts.Writer.TryComplete();
        await _writing;
        await _closing.CancelAsync();
        foreach (var loop in _loops)
            await Quietly(loop);
        _meters.Dispose();
        _note.Dispose();
        _commanding.Dispose();
        _closing.Dispose();
    }

    async Task<DriverAnswer> Carry(Command.KindOneofCase kind, Command command, Func<string, CancellationToken, Task<string>> program) => kind switch
    {
        Command.KindOneofCase.StartRun => Take(command.StartRun, program),
        Command.KindOneofCase.Pause => await Ask(_driver.Pause),
        Command.KindOneofCase.Resume => await Ask(_driver.Resume),
        Command.KindOneofCase.Cancel => await Ask(_driver.Cancel),
        Command.KindOneofCase.Home => await Ask(patience => _driver.Home(command.Home.Axes, patience)),
        Command.KindOneofCase.Jog => await Ask(patience => _driver.Jog(command.Jog.XMm, command.Jog.YMm, command.Jog.ZMm, command.Jog.FeedMmPerMin, patience)),
        Command.KindOneofCase.Send => await Ask(patience => _driver.Send(command.Send.Line, patience)),
        Command.KindOneofCase.SetFactor when Conditions.Of(command.SetFactor.Factor) is { } factor =>
            await Ask(patience => _driver.Override(factor, (int)Math.Min(command.SetFactor.Percent, 9999), patience)),
        Command.KindOneofCase.AnswerPrompt => await Ask(patience => _driver.AnswerPrompt((int)Math.Min(command.AnswerPrompt.Choice, 9999), patience)),
        _ => DriverAnswer.Refused("This agent does not know that command. Update the agent."),
    };

    string? WhyNot(Command command)
    {
        if (command.Lease < _lease)
            return "The command comes from a server that is no longer in charge of this machine. Reload the page.";
        if (command.Lease > _lease)
            _journal.KeepLease(MachineId, _lease = command.Lease);
        return command.DeadlineUnixMs > 0 && _clock.ServerNowMs() > command.DeadlineUnixMs
            ? "The command arrived too late and was not carried out. Look at the machine, then give it again."
            : null;
    }

    /// <summary>Takes a run into care; the download and the first line follow on their own.</summary>
    DriverAnswer Take(StartRun start, Func<string, CancellationToken, Task<string>> program)
    {
        if (_runId == start.RunId)
            return DriverAnswer.Ok;
        if (_runId.Length > 0)
            return DriverAnswer.Refused("The machine has another run.");
        if (!_journal.Own(start.RunId, MachineId))
            return DriverAnswer.Ok; // It was here, and its end is in the journal.
        _runId = start.RunId;
        _material.BeginRun(start.RunId);
        Changed?.Invoke();
        _facts.Writer.TryWrite(() => Begin(start, program));
        return DriverAnswer.Ok;
    }

    async Task Begin(StartRun start, Func<string, CancellationToken, Task<string>> program)
    {
        var reason = "";
        try
        {
            var path = await program(start.ProgramId, _closing.Token);
            var order = new RunOrder(start.RunId, path) { Timeline = await Task.Run(() => TimelineOf(path), _closing.Token) };
            var answer = await Ask(patience => _driver.Start(order, patience));
            if (answer.Accepted)
                return;
            reason = answer.Text;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or Grpc.Core.RpcException or UnauthorizedAccessException)
        {
            reason = fault is Grpc.Core.RpcException rpc ? $"The program could not be fetched: {rpc.Status.Detail}" : fault.Message;
        }
        catch (OperationCanceledException)
        {
            reason = "The agent was stopped before the run began.";
        }
        LogNotStarted(start.RunId, reason);
        _journal.Append(EndOf(start.RunId, RunEventKind.Failed, Phase.Standby, reason, 0));
        _runId = "";
        Changed?.Invoke();
    }

    /// <summary>Seconds by line on this machine, for progress and remaining time; null for a program that cannot be analysed.</summary>
    ProgramTimeline? TimelineOf(string path)
    {
        using var program = File.OpenRead(path);
        return ProgramAnalyser.Analyse(program, _profile, AnalysisOptions.Default, _closing.Token) is AnalysisOutcome.Analysed analysed ? analysed.Timeline : null;
    }

    /// <summary>Ends the runs of a process before this one, with the material that it had used and not booked.</summary>
    void EndOrphans()
    {
        foreach (var orphan in _journal.Orphans().Where(orphan => orphan.MachineId == MachineId))
        {
            var left = _note.Left(orphan.RunId);
            var line = Math.Max(orphan.Line, left?.Line ?? 0);
            _journal.Append([
                .. (left?.UnbookedMm ?? []).Select((lengthMm, tool) => new MaterialUse { RunId = orphan.RunId, Tool = (uint)tool, LengthMm = lengthMm })
                    .Where(use => use.LengthMm > 0).Select(use => new JournalEntry { MachineId = MachineId, MaterialUse = use }),
                EndOf(orphan.RunId, orphan.Started ? RunEventKind.Interrupted : RunEventKind.Failed, orphan.Phase,
                    orphan.Started
                        ? $"The agent went away in mid-run, after line {line}. Look at the machine before it is used again."
                        : "The agent was stopped before the run began.", line)]);
        }
    }

    JournalEntry EndOf(string runId, RunEventKind kind, Phase phase, string reason, long line) =>
        new() { MachineId = MachineId, RunEvent = new() { RunId = runId, Kind = kind, Phase = phase, Reason = reason, Line = line } };

    async Task WriteFacts()
    {
        await foreach (var fact in _facts.Reader.ReadAllAsync())
            await fact();
    }

    /// <summary>Power for the live page every two seconds, a fact every period; material of a long run with it.</summary>
    async Task ReadMeters()
    {
        using var timer = new PeriodicTimer(PowerEvery, _time);
        do
        {
            // A meter that does not answer takes its patience: looks must not pile up before the facts of a run.
            if (Interlocked.Exchange(ref _looking, 1) == 1)
                continue;
            _facts.Writer.TryWrite(async () =>
            {
                Volatile.Write(ref _looking, 0);
                await _meters.Rest(Conditions.RestOf(_driver.Snapshot), _closing.Token);
                if (await _meters.Look(_closing.Token) && _driver.Snapshot.Run is { } run && run.RunId == _runId)
                    _journal.Append([.. _material.Since(run)]);
            });
        }
        while (await timer.WaitForNextTickAsync(_closing.Token));
    }

    async Task<DriverAnswer> Ask(Func<CancellationToken, Task<DriverAnswer>> act)
    {
        using var patience = new CancellationTokenSource(DriverPatience, _time);
        try
        {
            return await act(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return DriverAnswer.Refused($"The machine did not answer within {DriverPatience.TotalSeconds:0} s. Look at it, then try again.");
        }
    }

    static CommandOutcome Outcome(Command command, DriverAnswer answer) =>
        new() { CommandId = command.Id, MachineId = command.MachineId, Accepted = answer.Accepted, Text = answer.Text };

    static async Task Quietly(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException)
        {
            // Closing.
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Run {RunId} could not be started: {Reason}")]
    partial void LogNotStarted(string runId, string reason);
}
