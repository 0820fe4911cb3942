namespace Fleet.Core.Energy;

/// <summary>What came of a batch of claims.</summary>
/// <param name="Flags">One for each claim, in their order.</param>
/// <param name="LateFromMs">The oldest reading that came after its time was settled, or null: everything from there is to be divided anew.</param>
public sealed record MeterStep(
    OpenMeter Next, IReadOnlyList<CounterOddity> Flags, IReadOnlyList<Settled> Settled, IReadOnlyList<Spell> Spells, long? LateFromMs);
