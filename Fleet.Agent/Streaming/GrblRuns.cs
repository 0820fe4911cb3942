using System.Globalization;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>Runs and operator's lines on a GRBL controller: its state machine beside ours.</summary>
sealed class GrblRuns(GrblConversation conversation, GrblStream stream, Desk desk, Profile profile)
{
    const byte Hold = (byte)'!', CycleStart = (byte)'~', JogCancel = 0x85;

    const string StopRemedy = "Stopped by a person. The position may be lost: home the machine, or send $X if you are sure of it.";

    RunStage _stage;
    Request? _open;
    GrblState _state;
    string _failure = "", _latched = "";
    long _actedAt;
    bool _cutting, _resetAsked, _afterReset;

    RunGauge? Run => desk.Run;

    /// <summary>The status was asked for after what we did last, and so shows its effect.</summary>
    bool Current => conversation.StatusAskedAt > _actedAt;

    internal bool Moving => _state is GrblState.Run or GrblState.Jog or GrblState.Home or GrblState.Holding;

    /// <summary>Homing answers nothing but status queries for minutes.</summary>
    internal bool Homing => _state == GrblState.Home;

    internal void Connected()
    {
        if (_stage == RunStage.Cancelling)
        {
            AfterCancelReset();
            return;
        }
        _stage = RunStage.None;
        if (desk.MayBeHot)
            Script(CancelScript);
        desk.MayBeHot = false;
    }

    internal void Take(Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.Start: Start(request); break;
            case RequestKind.Pause: Pause(request); break;
            case RequestKind.Resume: Resume(request); break;
            case RequestKind.Cancel: Cancel(request); break;
            case RequestKind.Home: Home(request); break;
            case RequestKind.Jog: Do(request, JogLine(request.Move)); break;
            default: Send(request); break;
        }
    }

    internal void Acknowledged(ReadOnlySpan<byte> text, long line)
    {
        if (Run is not { } run)
            return;
        run.Acknowledge(text, line);
        if (!_cutting && IsCuttingMove(text))
        {
            _cutting = true;
            run.Phase = RunPhase.Processing;
            desk.Report(RunReportKind.PhaseChanged, run);
        }
    }

    internal void Tick()
    {
        if (_stage == RunStage.Feeding && stream.ProgramEnded)
        {
            _stage = RunStage.Finishing;
            _actedAt = conversation.Now;
        }
    }

    internal void TakeStatus(GrblStatus status)
    {
        var before = _state;
        _state = status.State;
        if (Run == null)
            ShowIdleState();
        else
            Follow(before, status);
    }

    /// <param name="reason">What happened and what to do.</param>
    internal void TakeAlarm(string reason)
    {
        if (_stage == RunStage.Cancelling || _resetAsked)
        {
            // Our own reset in motion answers with ALARM:3: the position is lost, and the run ends as it was going to.
            _latched = reason;
            return;
        }
        _latched = reason;
        stream.Feed = null;
        if (Run != null)
            End(RunReportKind.Failed, reason, DriverState.Fault);
        else
            desk.Publish(DriverState.Fault, reason);
    }

    /// <summary>The controller refused a line of the program. What it already holds would still be executed, so it is held and reset.</summary>
    internal void Refused(string text, long line, string what)
    {
        if (Run == null || _failure.Length > 0)
            return;
        _failure = $"The controller refused line {line} ({text}): {what}. Correct the program; {stream.InFlight} lines after it were on their way and were dropped or stopped in mid-move.";
        Abort();
    }

    /// <summary>An ok that no line waits for: the count is wrong from here on.</summary>
    internal void StrayAnswer()
    {
        // Harmless between runs; in a run it means that bytes were lost or doubled on the wire.
        if (Run != null && _stage == RunStage.Feeding && _failure.Length == 0)
        {
            _failure = "The controller acknowledged a line that was not sent. Bytes were lost or doubled on the wire; check the cable.";
            Abort();
        }
    }

    internal void StoppedByPerson()
    {
        stream.Reset("The machine was stopped.");
        _latched = StopRemedy;
        _resetAsked = true;
        if (Run != null)
            End(RunReportKind.Cancelled, StopRemedy, DriverState.Fault);
        else
            desk.Publish(DriverState.Fault, StopRemedy);
    }

    internal void LinkEnded(string reason)
    {
        if (Run == null)
            return;
        desk.MayBeHot = true;
        End(RunReportKind.Interrupted, reason, DriverState.Connecting);
    }

    /// <summary>The controller started anew.</summary>
    /// <returns>True when we asked for it and need no new handshake.</returns>
    internal bool TakeBanner()
    {
        _state = GrblState.Unknown;
        bool ours = _resetAsked;
        _resetAsked = false;
        if (Run != null && !ours)
        {
            _latched = "The controller was reset in the middle of the run. Home the machine before the next one.";
            End(RunReportKind.Interrupted, _latched, DriverState.Fault);
        }
        else if (Run != null && _stage == RunStage.Cancelling)
            AfterCancelReset();
        return ours;
    }

    void ShowIdleState()
    {
        var (state, reason) = _state switch
        {
            GrblState.Alarm => (DriverState.Fault, _latched.Length > 0 ? _latched : "The controller is locked. Home the machine, or send $X if you are sure of its position."),
            GrblState.Door => (DriverState.NeedsPerson, "The door is open. Close it, then resume."),
            GrblState.Held or GrblState.Holding => (DriverState.NeedsPerson, "The machine is held. Resume it, or stop it."),
            GrblState.Sleep => (DriverState.Fault, "The controller is asleep. Stop it to wake it, then home the machine."),
            GrblState.Check => (DriverState.NeedsPerson, "The controller is in check mode and would not move. Send $C to leave it."),
            GrblState.Tool => (DriverState.NeedsPerson, "The controller waits for a tool change. Change it, then resume."),
            _ => _latched.Length > 0 ? (DriverState.Fault, _latched) : (DriverState.Idle, ""),
        };
        if (desk.Newest.State != state || desk.Newest.Reason != reason)
            desk.Publish(state, reason);
    }

    void Follow(GrblState before, GrblStatus status)
    {
        switch (_stage)
        {
            case RunStage.Feeding or RunStage.Finishing when _state == GrblState.Door:
                Wait("The door was opened. Close it, then resume.");
                break;
            case RunStage.Feeding or RunStage.Finishing when _state is GrblState.Held:
                Wait("The program or somebody at the machine stopped it (M0 or feed hold). Do what it asks for, then resume.");
                break;
            case RunStage.Feeding or RunStage.Finishing when _state == GrblState.Tool:
                Wait("The controller waits for a tool change. Change the tool, then resume.");
                break;
            case RunStage.Feeding or RunStage.Finishing when _state == GrblState.Alarm:
                TakeAlarm("The controller locked itself. Home the machine, or send $X if you are sure of its position.");
                break;
            case RunStage.Feeding when _state == GrblState.Idle && before == GrblState.Idle:
                CheckForLostOk(status);
                break;
            case RunStage.Finishing when _state is GrblState.Idle && Current:
                Run!.Complete();
                End(RunReportKind.Finished, "", DriverState.Idle);
                break;
            case RunStage.Pausing when _state is GrblState.Held or GrblState.Idle && Current:
                Paused();
                break;
            case RunStage.Resuming when _state is GrblState.Run or GrblState.Idle:
                Resumed();
                break;
            case RunStage.Cancelling when Current && !_resetAsked && !_afterReset && _state is GrblState.Held or GrblState.Idle or GrblState.Door or GrblState.Tool:
                _resetAsked = true;
                conversation.Reset();
                break;
        }
    }

    /// <summary>
    /// Idle twice, the buffer empty, nothing answered for long, lines still unanswered: an ok, or the line itself, was lost, and nobody can
    /// tell which. A dwell is idle too, for as long as its P says.
    /// </summary>
    void CheckForLostOk(GrblStatus status)
    {
        bool bytesWait = status.FreeBytes >= 0 && status.FreeBytes < stream.WindowBytes;
        var patience = TimeSpan.FromSeconds(3) + GrblStream.Dwell(stream.HeadText);
        if (stream.InFlight == 0 || bytesWait || conversation.Since(stream.LastAnswerAt) < patience || _failure.Length > 0)
            return;
        _failure = $"The controller is idle but {stream.InFlight} lines are unanswered: bytes were lost on the wire, and whether these lines ran cannot be known. "
            + "Check the cable, then start again.";
        Abort();
    }

    void Start(Request request)
    {
        if (Run != null || desk.Newest.State != DriverState.Idle || _state != GrblState.Idle)
        {
            request.Refuse(desk.Newest.Reason.Length > 0 ? desk.Newest.Reason : "The machine is still moving. Wait until it stands.");
            return;
        }
        desk.Run = request.Run;
        _cutting = false;
        _failure = "";
        _stage = RunStage.Feeding;
        stream.BeginProgram(request.Run!);
        desk.Publish(DriverState.Running);
        desk.Report(RunReportKind.Started, request.Run!);
        request.Accept();
    }

    void Pause(Request request)
    {
        if (_stage is not (RunStage.Feeding or RunStage.Finishing))
        {
            request.Refuse(_stage is RunStage.Pausing or RunStage.Paused ? "The run is paused already." : "There is no run to pause.");
            return;
        }
        _stage = RunStage.Pausing;
        stream.Feed = null;
        conversation.RealTime(Hold);
        _actedAt = conversation.Now;
        _open = request;
    }

    /// <summary>Answers the command that waited for this.</summary>
    void Settle(string refusal = "")
    {
        if (refusal.Length == 0)
            _open?.Accept();
        else
            _open?.Refuse(refusal);
        _open = null;
    }

    void Paused()
    {
        _stage = RunStage.Paused;
        Run!.Phase = RunPhase.Idle;
        Run.Clock(paused: true);
        Settle();
        desk.Publish(DriverState.Paused);
        desk.Report(RunReportKind.Paused, Run);
    }

    void Wait(string reason)
    {
        _stage = RunStage.Paused;
        stream.Feed = null;
        Run!.Phase = RunPhase.Idle;
        desk.Publish(DriverState.NeedsPerson, reason);
        desk.Report(RunReportKind.NeedsPerson, Run, reason);
    }

    void Resume(Request request)
    {
        if (Run == null && _state is GrblState.Held or GrblState.Door or GrblState.Tool)
        {
            conversation.RealTime(CycleStart);
            request.Accept();
        }
        else if (_stage == RunStage.Paused)
        {
            // A cycle start while it still slows down would be ignored (measured): the state is Held here.
            _stage = RunStage.Resuming;
            _open = request;
            if (_state == GrblState.Idle)
                Resumed();
            else
                conversation.RealTime(CycleStart);
        }
        else
            request.Refuse(_stage == RunStage.Pausing ? "The machine is still slowing down. Wait a moment." : "There is no paused run.");
    }

    void Resumed()
    {
        _stage = RunStage.Feeding;
        stream.Feed = Run;
        Run!.Phase = _cutting ? RunPhase.Processing : RunPhase.WarmUp;
        Run.Clock(paused: false);
        desk.Publish(DriverState.Running);
        desk.Report(RunReportKind.Resumed, Run);
        Settle();
    }

    void Cancel(Request request)
    {
        if (Run == null || _stage == RunStage.Cancelling)
        {
            request.Refuse(Run == null ? "There is no run to cancel." : "The run is being cancelled already.");
            return;
        }
        Settle("The run was cancelled instead.");
        _open = request;
        Abort();
    }

    /// <summary>Hold first, so that the reset loses no steps; the reset then drops what the controller still holds and turns the spindle off.</summary>
    void Abort()
    {
        _stage = RunStage.Cancelling;
        _afterReset = false;
        _actedAt = conversation.Now;
        stream.Feed = null;
        if (_state == GrblState.Home)
        {
            _resetAsked = true;
            conversation.Reset();
        }
        else
            conversation.RealTime(Hold);
    }

    void AfterCancelReset()
    {
        _afterReset = true;
        if (_latched.Length == 0)
            Script(CancelScript);
        string reason = _failure.Length > 0 ? _failure : "Cancelled by a person.";
        var kind = _failure.Length > 0 ? RunReportKind.Failed : RunReportKind.Cancelled;
        End(kind, reason, _latched.Length > 0 ? DriverState.Fault : DriverState.Idle);
    }

    void End(RunReportKind kind, string reason, DriverState state)
    {
        var run = Run!;
        _stage = RunStage.None;
        _failure = "";
        stream.Feed = null;
        desk.Publish(state, state == DriverState.Idle ? "" : _latched.Length > 0 ? _latched : reason);
        desk.Report(kind, run, reason);
        desk.Run = null;
        run.Dispose();
        Settle(kind is RunReportKind.Cancelled or RunReportKind.Finished ? "" : reason);
    }

    void Home(Request request)
    {
        if (request.Text.Length is > 0 and < 3 && !conversation.HomesSingleAxes)
        {
            request.Refuse("This controller homes all axes at once. Home without naming axes.");
            return;
        }
        string line = request.Text.Length is > 0 and < 3 ? "$H" + request.Text.ToUpperInvariant() : "$H";
        Do(request, line, clearsFault: true);
    }

    void Send(Request request)
    {
        string line = request.Text;
        if (line is "?" or "!" or "~")
        {
            conversation.RealTime((byte)line[0]);
            request.Accept();
        }
        else if (Run != null && line is not ("$G" or "$#" or "$I" or "$$" or "$N"))
            request.Refuse($"\"{line}\" could move the machine. While a run is on only ? ! ~ and queries are taken.");
        else if (Run != null)
            request.Refuse("Queries read the controller's memory and would disturb the run. Wait for its end.");
        else
        {
            if (IsSetting(line))
                SettingsBackup.Keep(conversation.BackupFolder, conversation.Settings, desk.Time);
            Do(request, line, clearsFault: line.ToUpperInvariant() is "$X" or "$H");
        }
    }

    void Do(Request request, string line, bool clearsFault = false)
    {
        if (Run != null)
        {
            request.Refuse("A run is on. Wait for its end or cancel it.");
            return;
        }
        if (desk.Newest.State == DriverState.Fault && !clearsFault && !line.StartsWith('$'))
        {
            request.Refuse(desk.Newest.Reason);
            return;
        }
        stream.Enqueue(new HostLine(line)
        {
            Answered = answer =>
            {
                if (clearsFault)
                    _latched = "";
                request.Accept(string.Join('\n', answer));
            },
            Abandoned = request.Refuse,
        });
    }

    /// <summary><c>$110=500</c> and <c>$RST=…</c> change what the controller keeps.</summary>
    static bool IsSetting(string line) => line.StartsWith('$') && line.Contains('=', StringComparison.Ordinal) && !line.StartsWith("$J", StringComparison.OrdinalIgnoreCase);

    IReadOnlyList<string> CancelScript => profile.Scripts.Cancel.Count > 0 ? profile.Scripts.Cancel : ["M5", "M9"];

    void Script(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
            stream.Enqueue(new HostLine(line));
    }

    static string JogLine((double X, double Y, double Z, double Feed) move) => string.Create(
        CultureInfo.InvariantCulture, $"$J=G91 G21 X{move.X:0.###} Y{move.Y:0.###} Z{move.Z:0.###} F{move.Feed:0.###}");

    static bool IsCuttingMove(ReadOnlySpan<byte> text) =>
        text.IndexOf("G1"u8) >= 0 || text.IndexOf("G2"u8) >= 0 || text.IndexOf("G3"u8) >= 0 || text.IndexOf("G01"u8) >= 0;
}
