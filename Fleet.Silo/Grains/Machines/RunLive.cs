namespace Fleet.Silo.Grains;

/// <summary>How far the run on a machine is.</summary>
/// <param name="Stage">A word of <see cref="RunStage"/>.</param>
/// <param name="Phase">A word of <see cref="RunPhase"/>, or null before the first line.</param>
[GenerateSerializer, Immutable, Alias("fleet.runLive")]
public sealed record RunLive(
    string Id,
    string JobId,
    string ProgramId,
    string ProgramName,
    string Stage,
    string? Phase,
    long Line,
    long TotalLines,
    double Fraction,
    double? RemainingSeconds);
