namespace Fleet.Core.Energy;

/// <summary>Something in the books that must never be.</summary>
/// <param name="Rule">A stable word: meterDoesNotAddUp, childrenAboveParent, bookedTwice, lotDoesNotAddUp, notInCounter.</param>
/// <param name="Subject">The meter or lot.</param>
/// <param name="Sentence">What is wrong, by how much, and what to do.</param>
public sealed record BookFault(string Rule, string Subject, string Sentence);
