namespace Fleet.Silo.Grains;

/// <summary>A run event of the journal.</summary>
/// <param name="Kind">What happened; agent.proto says when each is sent.</param>
[GenerateSerializer, Immutable, Alias("fleet.runFact")]
public sealed record RunFact(
    long Sequence, long AtMs, string RunId, RunEventKind Kind, RunPhase Phase, string Reason, long Line, double Fraction);
