namespace Fleet.Silo.Desk.Views;

/// <summary>Something that cannot be as it was asked for.</summary>
/// <param name="JobId">Null: it is about the workshop.</param>
/// <param name="Code">Stable word, see docs/planning.md.</param>
[GenerateSerializer, Immutable, Alias("fleet.impossible")]
public sealed record ImpossibleView([property: Id(0)] string? JobId, [property: Id(1)] string Code, [property: Id(2)] string Sentence);
