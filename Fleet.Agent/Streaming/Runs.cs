using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>
/// What every run has, whatever its firmware speaks: a stage, a command that waits for its effect, reports in order and exactly one end.
/// Everything here runs on the streaming thread.
/// </summary>
abstract class Runs(Desk desk)
{
    Request? _open;

    protected Desk Desk { get; } = desk;

    protected RunGauge? Run => Desk.Run;

    internal RunStage Stage { get; private protected set; }

    /// <summary>The program's first working move was acknowledged: before it the machine warms up.</summary>
    protected bool Working { get; private set; }

    /// <summary>The stream takes its lines from this run; null stops feeding at once.</summary>
    protected abstract RunGauge? Feed { set; }

    RunPhase PhaseOfProgram => Working ? RunPhase.Processing : RunPhase.WarmUp;

    protected void Begin(Request request)
    {
        Desk.Run = request.Run;
        Working = false;
        Stage = RunStage.Feeding;
        Desk.Publish(DriverState.Running);
        Desk.Report(RunReportKind.Started, request.Run!);
        request.Accept();
    }

    protected void BeginWork(RunGauge run)
    {
        Working = true;
        run.Phase = RunPhase.Processing;
        Desk.Report(RunReportKind.PhaseChanged, run);
    }

    /// <summary>The command is answered when its effect is there; one that waited before it is told that it was overtaken.</summary>
    protected void Await(Request request)
    {
        Settle($"The run was told to {request.Kind.ToString().ToLowerInvariant()} instead.");
        _open = request;
    }

    /// <summary>Answers the command that waited for this.</summary>
    protected void Settle(string refusal = "")
    {
        if (refusal.Length == 0)
            _open?.Accept();
        else
            _open?.Refuse(refusal);
        _open = null;
    }

    /// <summary>The machine stands as a person wanted.</summary>
    protected void Paused()
    {
        if (Run is not { } run)
            return;
        Stage = RunStage.Paused;
        Rest(run);
        Settle();
        Desk.Publish(DriverState.Paused);
        Desk.Report(RunReportKind.Paused, run);
    }

    /// <summary>Nothing new is fed until a person did what the sentence says and resumes.</summary>
    protected void PauseForPerson(string reason)
    {
        if (Run is not { } run)
            return;
        Stage = RunStage.Paused;
        Feed = null;
        Rest(run);
        AskPerson(run, reason);
    }

    protected void AskPerson(RunGauge run, string reason)
    {
        run.Phase = RunPhase.Idle;
        Desk.Publish(DriverState.NeedsPerson, reason);
        Desk.Report(RunReportKind.NeedsPerson, run, reason);
    }

    protected void GoOn()
    {
        if (Run is not { } run)
            return;
        Stage = RunStage.Feeding;
        Feed = run;
        run.Phase = PhaseOfProgram;
        run.Clock(paused: false);
        Desk.Publish(DriverState.Running);
        Desk.Report(RunReportKind.Resumed, run);
        Settle();
    }

    /// <summary>The one end of the run. Does nothing between runs.</summary>
    /// <param name="state">What the machine is after it; the reason is shown with any state but idle.</param>
    protected void End(RunReportKind kind, string reason, DriverState state, string? shown = null)
    {
        if (Run is not { } run)
            return;
        Stage = RunStage.None;
        Feed = null;
        Desk.Publish(state, state == DriverState.Idle ? "" : shown ?? reason);
        Desk.Report(kind, run, reason);
        Desk.Run = null;
        run.Dispose();
        Settle(kind is RunReportKind.Cancelled or RunReportKind.Finished ? "" : reason);
    }

    /// <summary>The firmware that ran the program is not there any more; nobody could turn anything off.</summary>
    internal void LinkEnded(string reason)
    {
        if (Run == null)
            return;
        Desk.MayBeHot = true;
        End(RunReportKind.Interrupted, reason, DriverState.Connecting);
    }

    /// <summary>The link is gone but may come back with the firmware as it was: the run stands still, and says so.</summary>
    internal void LinkAway(string reason)
    {
        if (Run is not { } run)
            return;
        Rest(run);
        Desk.Publish(DriverState.Connecting, reason);
        Desk.Report(RunReportKind.Paused, run, reason);
    }

    /// <summary>The firmware proved where it is, and the run goes on there.</summary>
    internal void LinkBack()
    {
        if (Run is not { } run)
            return;
        run.Phase = PhaseOfProgram;
        run.Clock(paused: false);
        Desk.Publish(DriverState.Running);
        Desk.Report(RunReportKind.Resumed, run);
    }

    static void Rest(RunGauge run)
    {
        run.Phase = RunPhase.Idle;
        run.Clock(paused: true);
    }
}
