using Fleet.Silo.Grains;

namespace Fleet.Silo.Live;

/// <param name="Stage"><c>proposed</c>: a person must confirm the start; <c>assigned</c>: on its way; <c>accepted</c>: the agent has it.</param>
/// <param name="Fraction">0 to 1.</param>
public sealed record LiveRunView(
    string Id, string JobId, string ProgramId, string ProgramName, string Stage, string? Phase, long Line, long TotalLines, double Fraction,
    double? RemainingSeconds)
{
    public static LiveRunView Of(RunLive run) =>
        new(run.Id, run.JobId, run.ProgramId, run.ProgramName, run.Stage, run.Phase, run.Line, run.TotalLines, run.Fraction, run.RemainingSeconds);
}
