namespace Fleet.Silo.Grains;

/// <summary>A reading of the journal.</summary>
/// <param name="MachineId">The machine that read it; null for a meter that stands for itself.</param>
/// <param name="CounterWh">Cumulative; null when the meter did not answer.</param>
/// <param name="RunId">What the machine worked for since the reading before; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("fleet.readingFact")]
public sealed record ReadingFact(
    long Sequence, long AtMs, string? MachineId, double? CounterWh, double? PowerW, double ResolutionWh, string? RunId, RunPhase Phase);
