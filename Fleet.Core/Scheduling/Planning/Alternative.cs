namespace Fleet.Core.Scheduling.Planning;

/// <summary>The best place of a run on one machine, everything else staying in its order.</summary>
/// <param name="ExtraCost">What it costs more than the present plan, in the objective's unit; negative when it would be better.</param>
public sealed record Alternative(PlannedRun Place, long ExtraCost);
