namespace Fleet.Silo.Grains;

/// <summary>A stretch of a run, or of a machine without one, in one phase, closed by the fact with <paramref name="Sequence"/>.</summary>
[GenerateSerializer, Immutable, Alias("fleet.phaseSpan")]
public sealed record PhaseSpan(long Sequence, string? RunId, string MachineId, RunPhase Phase, long FromMs, long ToMs);
