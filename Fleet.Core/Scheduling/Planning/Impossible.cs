namespace Fleet.Core.Scheduling.Planning;

/// <summary>Something that cannot be planned, and what a person can do about it.</summary>
/// <param name="RunId">The run without a place; null when the sentence is about the workshop.</param>
public sealed record Impossible(string? RunId, string Sentence);
