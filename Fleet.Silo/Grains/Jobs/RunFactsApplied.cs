namespace Fleet.Silo.Grains;

/// <summary>What the facts mean for others. The same for a repeated fact, so that a crash in between loses nothing.</summary>
/// <param name="Ended">Runs that ended, with their machine and whether a part is on its bed now.</param>
/// <param name="Spans">Phases that the facts closed; for machines without a meter.</param>
[GenerateSerializer, Immutable, Alias("fleet.runFactsApplied")]
public sealed record RunFactsApplied(RunEnd[] Ended, PhaseSpan[] Spans);
