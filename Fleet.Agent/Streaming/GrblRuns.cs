using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>Runs on a byte-counting controller: its state machine beside ours.</summary>
sealed class GrblRuns : Runs
{
    const byte CycleStart = (byte)'~';

    const string StopRemedy = "Stopped by a person. The position may be lost: home the machine, or send $X if you are sure of it.";

    readonly GrblConversation _conversation;
    readonly GrblStream _stream;
    readonly Profile _profile;
    readonly GrblLines _lines;
    readonly GrblOverrides _overrides;
    readonly GrblToolChange _toolChange;
    GrblState _state;
    string _failure = "", _latched = "";
    long _actedAt;
    long _resetAt;
    bool _resetAsked, _afterReset;

    internal GrblRuns(GrblConversation conversation, GrblStream stream, Desk desk, Profile profile) : base(desk)
    {
        (_conversation, _stream, _profile) = (conversation, stream, profile);
        _lines = new GrblLines(conversation, stream, desk);
        _overrides = new GrblOverrides(conversation, desk);
        _toolChange = new GrblToolChange(stream);
    }

    protected override RunGauge? Feed { set => _stream.Lines.Feed = value; }

    /// <summary>The status was asked for after what we did last, and so shows its effect.</summary>
    bool Current => _conversation.StatusAskedAt > _actedAt;

    internal bool Moving => _state is GrblState.Run or GrblState.Jog or GrblState.Home or GrblState.Holding;

    internal bool Stands => _state == GrblState.Idle;

    /// <summary>Homing answers nothing but status queries for minutes.</summary>
    internal bool Homing => _state == GrblState.Home;

    /// <summary>We reset it, and until it greets nothing that is sent would arrive. A greeting that is lost is not waited for for ever.</summary>
    internal bool AwaitsBanner => _resetAsked && _conversation.Since(_resetAt) < TimeSpan.FromSeconds(3);

    internal void Connected()
    {
        if (Stage == RunStage.Cancelling)
        {
            AfterCancelReset();
            return;
        }
        Stage = RunStage.None;
        if (Desk.MayBeHot)
            _stream.Lines.EnqueueAll(CancelScript);
        Desk.MayBeHot = false;
    }

    internal void Take(Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.Start: Start(request); break;
            case RequestKind.Pause: Pause(request); break;
            case RequestKind.Resume: Resume(request); break;
            case RequestKind.Cancel: Cancel(request); break;
            case RequestKind.Override: _overrides.Take(request); break;
            case RequestKind.AnswerPrompt: request.Refuse("This controller asks nothing. Resume, or look at the machine."); break;
            // While a person changes the tool nothing of the program is on its way, and the new tool wants to be measured.
            default: _lines.Take(request, Run == null || _toolChange.PersonIsAtIt); break;
        }
    }

    internal void Acknowledged(ReadOnlySpan<byte> text, long line)
    {
        if (Run is not { } run)
            return;
        run.Acknowledge(text, line);
        if (!Working && IsCuttingMove(text))
            BeginWork(run);
    }

    internal void Tick()
    {
        _lines.Tick(_state, Current);
        if (Stage != RunStage.Feeding)
            return;
        if (_stream.Lines.ProgramEnded)
        {
            Stage = RunStage.Finishing;
            _actedAt = _conversation.Now;
        }
        else if (_stream.Lines.StoppedAtLine > 0 && _stream.Lines.Drained && !_toolChange.Begun)
        {
            _actedAt = _conversation.Now;
            _toolChange.Begin();
        }
    }

    internal void TakeStatus(GrblStatus status)
    {
        var before = _state;
        _state = status.State;
        if (status.Factors is { } factors)
            _overrides.Take(factors);
        if (Run == null)
            ShowIdleState();
        else
            Follow(before, status);
    }

    /// <param name="reason">What happened and what to do.</param>
    internal void TakeAlarm(string reason)
    {
        _latched = reason;
        // Our own reset in motion answers with ALARM:3: the position is lost, and the run ends as it was going to.
        if (Stage == RunStage.Cancelling || _resetAsked)
            return;
        Feed = null;
        if (Run != null)
            End(RunReportKind.Failed, reason, DriverState.Fault);
        else
            Desk.Publish(DriverState.Fault, reason);
    }

    /// <summary>The controller refused a line of the program. What it already holds would still be executed, so it is held and reset.</summary>
    internal void Refused(string text, long line, string what) => Fail(
        $"The controller refused line {line} ({text}): {what}. Correct the program; {_stream.InFlight} lines after it were on their way and were dropped or stopped in mid-move.");

    /// <summary>An ok that no line waits for: the count is wrong from here on.</summary>
    internal void StrayAnswer()
    {
        // Harmless between runs; in a run it means that bytes were lost or doubled on the wire.
        if (Stage == RunStage.Feeding)
            Fail("The controller acknowledged a line that was not sent. Bytes were lost or doubled on the wire; check the cable.");
    }

    internal void StoppedByPerson()
    {
        _stream.Reset("The machine was stopped.");
        _latched = StopRemedy;
        NoteReset();
        if (Run != null)
            End(RunReportKind.Cancelled, StopRemedy, DriverState.Fault);
        else
            Desk.Publish(DriverState.Fault, StopRemedy);
    }

    /// <summary>The controller started anew.</summary>
    internal void TakeBanner()
    {
        _state = GrblState.Unknown;
        _toolChange.Forget();
        bool ours = _resetAsked;
        _resetAsked = false;
        if (Run != null && !ours)
        {
            _latched = "The controller was reset in the middle of the run. Home the machine before the next one.";
            End(RunReportKind.Interrupted, _latched, DriverState.Fault);
        }
        else if (Run != null && Stage == RunStage.Cancelling)
            AfterCancelReset();
    }

    /// <summary>A person homed or unlocked it: what was latched is settled.</summary>
    internal void Unlatch() => _latched = "";

    void ShowIdleState()
    {
        var (state, reason) = GrblMeaning.OfStanding(_state);
        if (_latched.Length > 0 && state is DriverState.Idle or DriverState.Fault)
            (state, reason) = (DriverState.Fault, _latched);
        if (Desk.Newest.State != state || Desk.Newest.Reason != reason)
            Desk.Publish(state, reason);
    }

    void Follow(GrblState before, GrblStatus status)
    {
        switch (Stage)
        {
            case RunStage.Feeding or RunStage.Finishing when _state == GrblState.Alarm:
                TakeAlarm("The controller locked itself. Home the machine, or send $X if you are sure of its position.");
                break;
            case RunStage.Feeding or RunStage.Finishing when GrblMeaning.OfWait(_state) is { Length: > 0 } reason:
                PauseForPerson(reason);
                break;
            case RunStage.Feeding when _toolChange.Begun && !_toolChange.PersonIsAtIt:
                if (_toolChange.Ready && _state == GrblState.Idle && Current)
                    PauseForPerson(_toolChange.AskPerson());
                break;
            case RunStage.Feeding when _state == GrblState.Idle && before == GrblState.Idle:
                if (_stream.AnswersLost(status))
                    Fail($"The controller is idle but {_stream.InFlight} lines are unanswered: bytes were lost on the wire, and whether these lines ran cannot be known. "
                        + "Check the cable, then start again.");
                break;
            case RunStage.Finishing when _state is GrblState.Idle && Current:
                Run!.Complete();
                End(RunReportKind.Finished, "", DriverState.Idle);
                break;
            case RunStage.Pausing when _state is GrblState.Held or GrblState.Idle && Current:
                Paused();
                break;
            case RunStage.Resuming when _state is GrblState.Run or GrblState.Idle:
                GoOn();
                break;
            case RunStage.Cancelling when Current && !_resetAsked && !_afterReset && _state is GrblState.Held or GrblState.Idle or GrblState.Door or GrblState.Tool:
                NoteReset();
                _conversation.Reset();
                break;
        }
    }

    void Start(Request request)
    {
        if (Run != null || Desk.Newest.State != DriverState.Idle || _state != GrblState.Idle)
        {
            request.Refuse(Desk.Newest.Reason.Length > 0 ? Desk.Newest.Reason : "The machine is still moving. Wait until it stands.");
            return;
        }
        _failure = "";
        _toolChange.Forget();
        _stream.Lines.BeginProgram(request.Run!);
        Begin(request);
    }

    void Pause(Request request)
    {
        if (Stage is not (RunStage.Feeding or RunStage.Finishing))
        {
            request.Refuse(Stage is RunStage.Pausing or RunStage.Paused ? "The run is paused already." : "There is no run to pause.");
            return;
        }
        Stage = RunStage.Pausing;
        Feed = null;
        _conversation.Hold();
        _actedAt = _conversation.Now;
        Await(request);
    }

    void Resume(Request request)
    {
        if (Run == null && _state is GrblState.Held or GrblState.Door or GrblState.Tool)
        {
            _conversation.RealTime(CycleStart);
            request.Accept();
        }
        else if (Stage != RunStage.Paused)
            request.Refuse(Stage == RunStage.Pausing ? "The machine is still slowing down. Wait a moment." : "There is no paused run.");
        else
        {
            Await(request);
            if (_toolChange.PersonIsAtIt)
                _toolChange.End(sentence => { if (Stage == RunStage.Feeding) Fail(sentence); });
            if (_state == GrblState.Idle)
                GoOn();
            else
            {
                // A cycle start while it still slows down would be ignored (measured): the state is Held here.
                Stage = RunStage.Resuming;
                _conversation.RealTime(CycleStart);
            }
        }
    }

    void Cancel(Request request)
    {
        if (Run == null && _lines.CancelJog(_state))
            request.Accept("The jog was stopped.");
        else if (Run == null || Stage == RunStage.Cancelling)
            request.Refuse(Run == null ? "There is no run to cancel." : "The run is being cancelled already.");
        else
        {
            Await(request);
            Abort();
        }
    }

    void Fail(string failure)
    {
        if (Run == null || _failure.Length > 0)
            return;
        _failure = failure;
        Abort();
    }

    /// <summary>Hold first, so that the reset loses no steps; the reset then drops what the controller still holds and turns the spindle off.</summary>
    void Abort()
    {
        Stage = RunStage.Cancelling;
        _afterReset = false;
        _actedAt = _conversation.Now;
        Feed = null;
        if (_state == GrblState.Home)
        {
            NoteReset();
            _conversation.Reset();
        }
        else
            _conversation.Hold();
    }

    void NoteReset() => (_resetAsked, _resetAt) = (true, _conversation.Now);

    void AfterCancelReset()
    {
        _afterReset = true;
        if (_latched.Length == 0)
            _stream.Lines.EnqueueAll(CancelScript);
        var (kind, reason) = _failure.Length > 0 ? (RunReportKind.Failed, _failure) : (RunReportKind.Cancelled, "Cancelled by a person.");
        _failure = "";
        End(kind, reason, _latched.Length > 0 ? DriverState.Fault : DriverState.Idle, _latched.Length > 0 ? _latched : null);
    }

    IReadOnlyList<string> CancelScript => _profile.Scripts.Cancel.Count > 0 ? _profile.Scripts.Cancel : ["M5", "M9"];

    static bool IsCuttingMove(ReadOnlySpan<byte> text) =>
        text.IndexOf("G1"u8) >= 0 || text.IndexOf("G2"u8) >= 0 || text.IndexOf("G3"u8) >= 0 || text.IndexOf("G01"u8) >= 0;
}
