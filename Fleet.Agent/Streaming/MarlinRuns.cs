using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>Runs on a line-and-ok firmware: start, pause, resume, cancel, the end, and the stops that the machine asks for.</summary>
sealed class MarlinRuns(MarlinConversation conversation, MarlinStream stream, Desk desk, Profile profile) : Runs(desk)
{
    readonly MarlinLines _lines = new(stream, desk);
    ParkedHead? _parked;
    bool _pausedByMachine, _waitsForPerson;

    /// <summary>A dialogue that the firmware shows through us; null while there is none.</summary>
    internal Prompt? Prompt { get; set; }

    protected override RunGauge? Feed { set => stream.Lines.Feed = value; }

    /// <summary>The printer is identified and idle.</summary>
    /// <param name="fresh">It greeted: heat and position are those of a cold start.</param>
    internal void Connected(bool fresh)
    {
        Stage = RunStage.None;
        if (Desk.MayBeHot && !fresh)
            stream.Lines.EnqueueAll(MarlinScripts.Cancel(profile));
        Desk.MayBeHot = false;
        if (Desk.TakeRecovery() is not { } request)
            return;
        if (request.Kind == RequestKind.Send && request.Text.Trim() == "M999")
            request.Accept("The printer is connected again.");
        else
            Take(request);
    }

    internal void Take(Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.Start: Start(request); break;
            case RequestKind.Pause: Pause(request); break;
            case RequestKind.Resume: Resume(request); break;
            case RequestKind.Cancel: Cancel(request); break;
            case RequestKind.AnswerPrompt: AnswerPrompt(request); break;
            default: _lines.Take(request, Run != null); break;
        }
    }

    internal void Acknowledged(ReadOnlySpan<byte> text, long line)
    {
        if (Run is not { } run)
            return;
        run.Acknowledge(text, line);
        if (_waitsForPerson)
        {
            _waitsForPerson = false;
            GoOn();
        }
        if (!Working && MarlinScripts.IsPrintingMove(text))
            BeginWork(run);
    }

    internal void Tick()
    {
        switch (Stage)
        {
            case RunStage.Feeding when stream.Lines.StoppedAtLine > 0 && stream.Lines.Drained:
                _pausedByMachine = false;
                PauseForPerson($"The program stops here (line {stream.Lines.StoppedAtLine}). Do what it asks for, then resume.");
                break;
            case RunStage.Feeding when stream.Lines.ProgramEnded:
                Stage = RunStage.Finishing;
                Feed = null;
                stream.Lines.Enqueue(new HostLine("M400"));
                // An ok can be doubled; the answer to M105 cannot. When it comes, M400 has ended and with it the last move.
                stream.Lines.Enqueue(new HostLine("M105") { Answered = _ => Finish() });
                break;
            case RunStage.Pausing when _parked == null && stream.Lines.Drained:
                Park();
                break;
        }
    }

    internal void Fail(string reason)
    {
        stream.Reset(reason);
        if (Run == null)
            return;
        End(RunReportKind.Failed, reason, DriverState.Idle);
        // Whatever number it believes in: from here on both count anew.
        stream.Lines.Enqueue(new HostLine("M110 N0") { FixedNumber = 0 });
        stream.Lines.EnqueueAll(MarlinScripts.Cancel(profile));
    }

    /// <summary>The firmware says that it stopped by itself and takes no more.</summary>
    /// <param name="untilM999">It still listens and goes on after M999.</param>
    internal void Halted(string reason, bool untilM999 = false)
    {
        if (Desk.Newest.State == DriverState.Fault)
            return;
        _lines.UntilM999 = untilM999;
        stream.Reset(reason);
        Fault(RunReportKind.Failed, reason);
    }

    internal void StoppedByPerson()
    {
        stream.Reset("The machine was stopped.");
        Fault(RunReportKind.Cancelled,
            "Stopped by a person. The firmware is halted: press its reset button or switch it off and on, or home it here to reconnect.");
    }

    /// <summary>The firmware waits inside a command: nothing is fed past it anyway, and the next acknowledged line shows that it goes on.</summary>
    internal void WaitForPerson(string reason)
    {
        if (Run is not { } run || Desk.Newest.State != DriverState.Running)
            return;
        _waitsForPerson = true;
        AskPerson(run, reason);
    }

    /// <summary>The machine asks us to stop feeding: run-out, its own pause.</summary>
    internal void PauseByMachine(string reason)
    {
        // Our own pause comes back as an echo.
        if (Stage != RunStage.Feeding)
            return;
        _pausedByMachine = true;
        PauseForPerson(reason);
    }

    internal void ResumeByMachine()
    {
        if (_pausedByMachine && Stage == RunStage.Paused)
            Unpause();
    }

    internal void CancelByMachine()
    {
        if (Run != null && Stage != RunStage.Cancelling)
            Cancel(new Request(RequestKind.Cancel));
    }

    void Fault(RunReportKind kind, string reason)
    {
        Prompt = null;
        if (Run != null)
            End(kind, reason, DriverState.Fault);
        else
            Desk.Publish(DriverState.Fault, reason);
    }

    void Start(Request request)
    {
        if (Run != null || Desk.Newest.State != DriverState.Idle)
        {
            request.Refuse(Desk.Newest.Reason.Length > 0 ? Desk.Newest.Reason : "The machine is busy. Wait for the end of its run or cancel it.");
            return;
        }
        _pausedByMachine = _waitsForPerson = false;
        _parked = null;
        stream.BeginProgram(request.Run!);
        Begin(request);
    }

    void Pause(Request request)
    {
        if (Stage != RunStage.Feeding)
        {
            request.Refuse(Stage is RunStage.Pausing or RunStage.Paused ? "The run is paused already." : "There is no run to pause.");
            return;
        }
        Stage = RunStage.Pausing;
        Feed = null;
        _parked = null;
        Await(request);
    }

    void Park()
    {
        var parked = _parked = new ParkedHead();
        if (!Working)
        {
            Paused();
            return;
        }
        stream.Lines.Enqueue(new HostLine("M400"));
        stream.Lines.Enqueue(new HostLine("M114") { Answered = parked.TakePosition });
        stream.Lines.Enqueue(new HostLine("M105")
        {
            Answered = _ =>
            {
                // A script's "G1 E-1" means one millimetre; under the program's M82 it would mean a place.
                stream.Lines.Enqueue(new HostLine("M83"));
                stream.Lines.EnqueueAll(profile.Scripts.Pause.Count > 0 ? profile.Scripts.Pause : parked.ParkScript(profile));
                stream.Lines.Enqueue(new HostLine("M400") { Answered = _ => Paused() });
            },
        });
    }

    void Resume(Request request)
    {
        if (_waitsForPerson && Stage == RunStage.Feeding)
        {
            // Past the line that waits: both are read by the emergency parser, or by the waiting loop itself.
            stream.SendAhead(Prompt != null ? "M876 S0" : "M108");
            request.Accept("The printer was told to go on.");
            return;
        }
        if (Stage != RunStage.Paused)
        {
            request.Refuse(Stage == RunStage.Pausing ? "The run is still coming to its pause. Wait a moment." : "There is no paused run.");
            return;
        }
        Await(request);
        if (_pausedByMachine && conversation.Has("PROMPT_SUPPORT"))
            stream.Lines.Enqueue(new HostLine("M876 S1") { Bare = true });
        if (_parked is { Known: true } parked && Working)
        {
            Stage = RunStage.Resuming;
            stream.Lines.EnqueueAll(profile.Scripts.Resume);
            stream.Lines.EnqueueAll(parked.ReturnScript(ProgramModes.At(Run!.Order.ProgramPath, Run.Line)));
            stream.Lines.Enqueue(new HostLine("M400") { Answered = _ => Unpause() });
        }
        else
            Unpause();
    }

    void Unpause()
    {
        _pausedByMachine = false;
        _parked = null;
        stream.PassStop();
        GoOn();
    }

    void AnswerPrompt(Request request)
    {
        if (Prompt is not { } prompt)
            request.Refuse("The printer asks nothing now. Look at its screen.");
        else if (request.Value < 0 || request.Value >= Math.Max(1, prompt.Buttons.Count))
            request.Refuse($"The printer offers {Math.Max(1, prompt.Buttons.Count)} answers, counted from 0. Choose one of them.");
        else
        {
            stream.SendAhead($"M876 S{request.Value}");
            request.Accept(prompt.Buttons.Count == 0 ? "The printer was told to go on." : $"The printer was told \"{prompt.Buttons[request.Value]}\".");
        }
    }

    void Cancel(Request request)
    {
        if (Run == null || Stage == RunStage.Cancelling)
        {
            request.Refuse(Run == null ? "There is no run to cancel." : "The run is being cancelled already.");
            return;
        }
        Stage = RunStage.Cancelling;
        Feed = null;
        stream.Lines.DropHostLines("The run was cancelled.");
        stream.DropUnsent();
        // Breaks the wait of M109 and M190; an idle firmware ignores it.
        stream.SendAhead("M108");
        stream.Lines.EnqueueAll(MarlinScripts.Cancel(profile));
        Await(request);
        stream.Lines.Enqueue(new HostLine("M105") { Answered = _ => End(RunReportKind.Cancelled, "Cancelled by a person.", DriverState.Idle) });
    }

    void Finish()
    {
        if (Stage != RunStage.Finishing)
            return;
        Run?.Complete();
        End(RunReportKind.Finished, "", DriverState.Idle);
    }
}
