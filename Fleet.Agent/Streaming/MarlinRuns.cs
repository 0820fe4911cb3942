using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>Runs and operator's lines on a line-and-ok firmware: start, pause, resume, cancel, the end, and what the machine itself asks for.</summary>
sealed class MarlinRuns(MarlinConversation conversation, MarlinStream stream, Desk desk, Profile profile)
{
    RunStage _stage;
    Request? _open;
    ParkedHead? _parked;
    Prompt? _prompt;
    bool _printing, _pausedByMachine, _waitsForPerson, _untilM999;

    RunGauge? Run => desk.Run;

    /// <summary>The printer is identified and idle.</summary>
    /// <param name="fresh">It greeted: heat and position are those of a cold start.</param>
    internal void Connected(bool fresh)
    {
        _stage = RunStage.None;
        if (desk.MayBeHot && !fresh)
            Script(MarlinScripts.Cancel(profile));
        desk.MayBeHot = false;
        if (desk.TakeRecovery() is not { } request)
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
            case RequestKind.Home: Do(request, "G28" + string.Concat(request.Text.Select(axis => " " + char.ToUpperInvariant(axis)))); break;
            case RequestKind.Jog: Do(request, MarlinScripts.Jog(request.Move)); break;
            default: SendLine(request); break;
        }
    }

    internal void Acknowledged(ReadOnlySpan<byte> text, long line)
    {
        if (Run is not { } run)
            return;
        run.Acknowledge(text, line);
        if (_waitsForPerson)
            PersonIsDone(run);
        if (!_printing && IsPrintingMove(text))
        {
            _printing = true;
            run.Phase = RunPhase.Processing;
            desk.Report(RunReportKind.PhaseChanged, run);
        }
    }

    internal void Tick()
    {
        switch (_stage)
        {
            case RunStage.Feeding when stream.ProgramEnded:
                _stage = RunStage.Finishing;
                stream.Feed = null;
                stream.Enqueue(new HostLine("M400"));
                // An ok can be doubled; the answer to M105 cannot. When it comes, M400 has ended and with it the last move.
                stream.Enqueue(new HostLine("M105") { Answered = _ => Finish() });
                break;
            case RunStage.Pausing when _parked == null && stream.Drained:
                Park();
                break;
        }
    }

    internal void Fail(string reason)
    {
        if (Run != null)
        {
            stream.Reset(reason);
            End(RunReportKind.Failed, reason, DriverState.Idle);
            Script(MarlinScripts.Cancel(profile));
        }
        else
            stream.Reset(reason);
    }

    /// <summary>The firmware says that it stopped by itself and takes no more.</summary>
    /// <param name="untilM999">It still listens and goes on after M999.</param>
    internal void Halted(string reason, bool untilM999 = false)
    {
        if (desk.Newest.State == DriverState.Fault)
            return;
        _untilM999 = untilM999;
        stream.Reset(reason);
        if (Run != null)
            End(RunReportKind.Failed, reason, DriverState.Fault);
        else
            desk.Publish(DriverState.Fault, reason);
    }

    internal void StoppedByPerson()
    {
        const string remedy = "Stopped by a person. The firmware is halted: press its reset button or switch it off and on, or home it here to reconnect.";
        stream.Reset("The machine was stopped.");
        if (Run != null)
            End(RunReportKind.Cancelled, remedy, DriverState.Fault);
        else
            desk.Publish(DriverState.Fault, remedy);
    }

    /// <summary>The firmware that ran the program is not there any more.</summary>
    internal void LinkEnded(string reason)
    {
        if (Run == null)
            return;
        desk.MayBeHot = true;
        End(RunReportKind.Interrupted, reason, DriverState.Connecting);
    }

    internal void WaitForPerson(string reason)
    {
        if (Run is { } run && desk.Newest.State == DriverState.Running)
        {
            _waitsForPerson = true;
            run.Phase = RunPhase.Idle;
            desk.Publish(DriverState.NeedsPerson, reason);
            desk.Report(RunReportKind.NeedsPerson, run, reason);
        }
    }

    /// <summary>A dialogue of the firmware: begin, buttons, show, end. A new one replaces the old; the printer's own screen may end it.</summary>
    void TakePrompt(string action)
    {
        string text = action.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? action[(blank + 1)..].Trim() : "";
        if (action.StartsWith("prompt_begin", StringComparison.Ordinal))
            _prompt = new Prompt(text);
        else if (action.StartsWith("prompt_button", StringComparison.Ordinal) || action.StartsWith("prompt_choice", StringComparison.Ordinal))
            _prompt?.Buttons.Add(text);
        else if (action.StartsWith("prompt_show", StringComparison.Ordinal) && _prompt is { } prompt)
            WaitForPerson(prompt.Sentence);
        else if (action.StartsWith("prompt_end", StringComparison.Ordinal))
            _prompt = null;
    }

    void PersonIsDone(RunGauge run)
    {
        _waitsForPerson = false;
        run.Phase = PhaseOfProgram;
        desk.Publish(DriverState.Running);
        desk.Report(RunReportKind.Resumed, run);
    }

    RunPhase PhaseOfProgram => _printing ? RunPhase.Processing : RunPhase.WarmUp;

    /// <summary>A line such as <c>//action:pause</c>.</summary>
    internal void TakeAction(string line)
    {
        string action = line[(line.IndexOf("action:", StringComparison.Ordinal) + 7)..].Trim();
        if (action.StartsWith("out_of_filament", StringComparison.Ordinal) || action.Contains("filament_runout", StringComparison.Ordinal))
            PauseByMachine("The filament has run out. Load new filament, then resume.");
        else if (action is "pause" or "paused" || action.StartsWith("paused ", StringComparison.Ordinal))
        {
            // Our own pause comes back as an echo.
            if (_stage == RunStage.Feeding)
                PauseByMachine("The printer paused by itself. See its screen, then resume.");
        }
        else if (action is "resume" or "resumed")
        {
            if (_pausedByMachine && _stage == RunStage.Paused)
                Unpause();
        }
        else if (action.StartsWith("prompt_", StringComparison.Ordinal))
            TakePrompt(action);
        else if (action == "cancel")
        {
            if (Run != null && _stage != RunStage.Cancelling)
                Cancel(new Request(RequestKind.Cancel));
        }
    }

    void Start(Request request)
    {
        if (Run != null || desk.Newest.State != DriverState.Idle)
        {
            request.Refuse(desk.Newest.Reason.Length > 0 ? desk.Newest.Reason : "The machine is busy. Wait for the end of its run or cancel it.");
            return;
        }
        desk.Run = request.Run;
        _printing = _pausedByMachine = _waitsForPerson = false;
        _parked = null;
        _stage = RunStage.Feeding;
        stream.BeginProgram(request.Run!);
        desk.Publish(DriverState.Running);
        desk.Report(RunReportKind.Started, request.Run!);
        request.Accept();
    }

    void Pause(Request request)
    {
        if (_stage != RunStage.Feeding)
        {
            request.Refuse(_stage is RunStage.Pausing or RunStage.Paused ? "The run is paused already." : "There is no run to pause.");
            return;
        }
        _stage = RunStage.Pausing;
        stream.Feed = null;
        _parked = null;
        _open = request;
    }

    void PauseByMachine(string reason)
    {
        if (Run is not { } run || _stage != RunStage.Feeding)
            return;
        _stage = RunStage.Paused;
        _pausedByMachine = true;
        stream.Feed = null;
        run.Phase = RunPhase.Idle;
        desk.Publish(DriverState.NeedsPerson, reason);
        desk.Report(RunReportKind.NeedsPerson, run, reason);
    }

    void Park()
    {
        var parked = _parked = new ParkedHead();
        if (!_printing)
        {
            Paused();
            return;
        }
        stream.Enqueue(new HostLine("M400"));
        stream.Enqueue(new HostLine("M114") { Answered = parked.TakePosition });
        stream.Enqueue(new HostLine("M105")
        {
            Answered = _ =>
            {
                // A script's "G1 E-1" means one millimetre; under the program's M82 it would mean a place.
                stream.Enqueue(new HostLine("M83"));
                Script(profile.Scripts.Pause.Count > 0 ? profile.Scripts.Pause : parked.ParkScript(profile));
                stream.Enqueue(new HostLine("M400") { Answered = _ => Paused() });
            },
        });
    }

    void Paused()
    {
        if (Run is not { } run)
            return;
        _stage = RunStage.Paused;
        run.Phase = RunPhase.Idle;
        run.Clock(paused: true);
        desk.Publish(DriverState.Paused);
        desk.Report(RunReportKind.Paused, run);
        Settle();
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

    void Resume(Request request)
    {
        if (_waitsForPerson && _stage == RunStage.Feeding)
        {
            // Past the line that waits: both are read by the emergency parser, or by the waiting loop itself.
            stream.SendAhead(_prompt != null ? "M876 S0" : "M108");
            request.Accept("The printer was told to go on.");
            return;
        }
        if (_stage != RunStage.Paused)
        {
            request.Refuse(_stage == RunStage.Pausing ? "The run is still coming to its pause. Wait a moment." : "There is no paused run.");
            return;
        }
        _open = request;
        if (_pausedByMachine && conversation.Has("PROMPT_SUPPORT"))
            stream.Enqueue(new HostLine("M876 S1") { Bare = true });
        if (_parked is { Known: true } parked && _printing)
        {
            _stage = RunStage.Resuming;
            Script(profile.Scripts.Resume);
            var modes = ProgramModes.At(Run!.Order.ProgramPath, Run.Line);
            Script(parked.ReturnScript(modes));
            stream.Enqueue(new HostLine("M400") { Answered = _ => Unpause() });
        }
        else
            Unpause();
    }

    void Unpause()
    {
        if (Run is not { } run)
            return;
        _stage = RunStage.Feeding;
        _pausedByMachine = false;
        _parked = null;
        stream.Feed = run;
        run.Phase = PhaseOfProgram;
        run.Clock(paused: false);
        desk.Publish(DriverState.Running);
        desk.Report(RunReportKind.Resumed, run);
        Settle();
    }

    void Cancel(Request request)
    {
        if (Run == null || _stage == RunStage.Cancelling)
        {
            request.Refuse(Run == null ? "There is no run to cancel." : "The run is being cancelled already.");
            return;
        }
        _stage = RunStage.Cancelling;
        stream.Feed = null;
        stream.DropHostLines("The run was cancelled.");
        stream.DropUnsent();
        // Breaks the wait of M109 and M190; an idle firmware ignores it.
        stream.SendAhead("M108");
        Script(MarlinScripts.Cancel(profile));
        Settle("The run was cancelled instead.");
        _open = request;
        stream.Enqueue(new HostLine("M105") { Answered = _ => Cancelled() });
    }

    void Cancelled()
    {
        if (Run != null)
            End(RunReportKind.Cancelled, "Cancelled by a person.", DriverState.Idle);
    }

    void Finish()
    {
        if (Run is not { } run || _stage != RunStage.Finishing)
            return;
        run.Complete();
        End(RunReportKind.Finished, "", DriverState.Idle);
    }

    void End(RunReportKind kind, string reason, DriverState state)
    {
        var run = Run!;
        _stage = RunStage.None;
        stream.Feed = null;
        desk.Publish(state, state == DriverState.Idle ? "" : reason);
        desk.Report(kind, run, reason);
        desk.Run = null;
        run.Dispose();
        Settle(kind is RunReportKind.Cancelled or RunReportKind.Finished ? "" : reason);
    }

    void SendLine(Request request)
    {
        if (Run != null && !MarlinScripts.SafeWhileRunning(request.Text))
            request.Refuse($"\"{request.Text}\" could move the machine or change its heat. While a run is on only queries and messages are taken.");
        else
            Do(request, [request.Text], evenInRun: true);
    }

    void Do(Request request, string line) => Do(request, [line]);

    void Do(Request request, IReadOnlyList<string> lines, bool evenInRun = false)
    {
        if (Run != null && !evenInRun)
        {
            request.Refuse("A run is on. Wait for its end or cancel it.");
            return;
        }
        if (desk.Newest.State == DriverState.Fault)
        {
            if (!_untilM999)
                throw desk.Recover(request);
            lines = ["M999", .. lines.Where(line => line.Trim() != "M999")];
            desk.Publish(DriverState.Idle);
            _untilM999 = false;
        }
        for (int i = 0; i < lines.Count; i++)
            stream.Enqueue(i < lines.Count - 1
                ? new HostLine(lines[i])
                : new HostLine(lines[i]) { Answered = answer => request.Accept(string.Join('\n', answer)), Abandoned = request.Refuse });
    }

    void Script(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
            stream.Enqueue(new HostLine(line));
    }

    static bool IsPrintingMove(ReadOnlySpan<byte> text) =>
        text is [(byte)'G', (byte)'1' or (byte)'2' or (byte)'3', (byte)' ' or (byte)'X', ..]
        && text.IndexOf((byte)'E') > 0 && text.IndexOfAny((byte)'X', (byte)'Y') > 0;
}
