namespace Fleet.Core.Scheduling.Planning;

/// <summary>Something that cannot be as it was asked for, why, and what a person can do about it.</summary>
/// <param name="RunId">The run that it is about; null when the sentence is about the workshop.</param>
/// <param name="Code">
/// Stable word for programs: <c>noMachine</c>, <c>calendar</c>, <c>circuit</c>, <c>pin</c>, <c>due</c>, <c>horizon</c>, <c>hours</c>,
/// <c>running</c>, <c>twice</c>, <c>value</c>.
/// </param>
/// <param name="Placed">True when the run has a place all the same: a due time that cannot be kept, a value that was corrected.</param>
public sealed record Impossible(string? RunId, string Code, string Sentence, bool Placed = false);
