using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>How a fact of the journal moves a run on. Facts arrive in order; a fact after the end changes nothing.</summary>
public static class RunStory
{
    public static bool Ends(RunEventKind kind) =>
        kind is RunEventKind.Finished or RunEventKind.Cancelled or RunEventKind.Failed or RunEventKind.Interrupted;

    public static RunRow Next(RunRow run, RunFact fact)
    {
        if (!run.StateWord.IsOpen())
            return run;
        var moved = run with { Phase = Word.Of(fact.Phase), Line = Math.Max(run.Line, fact.Line), Progress = Math.Max(run.Progress, fact.Fraction) };
        return fact.Kind switch
        {
            RunEventKind.Started => moved with { State = Word.Of(RunState.Running), StartedAtMs = fact.AtMs },
            RunEventKind.PhaseChanged => moved,
            RunEventKind.Resumed => moved with { State = Word.Of(RunState.Running), Reason = "" },
            RunEventKind.Paused or RunEventKind.NeedsPerson => moved with { State = Word.Of(RunState.Paused), Reason = fact.Reason },
            RunEventKind.Finished => End(moved, RunState.Finished, fact) with { Progress = 1 },
            RunEventKind.Cancelled => End(moved, RunState.Cancelled, fact),
            RunEventKind.Failed => End(moved, RunState.Failed, fact),
            RunEventKind.Interrupted => End(moved, RunState.Interrupted, fact),
            _ => run,
        };
    }

    static RunRow End(RunRow run, RunState state, RunFact fact) =>
        run with { State = Word.Of(state), Reason = fact.Reason, EndedAtMs = fact.AtMs };
}
