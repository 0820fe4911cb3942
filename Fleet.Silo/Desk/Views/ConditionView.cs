namespace Fleet.Silo.Desk.Views;

/// <param name="Remedy">Who or what resolves it.</param>
/// <param name="Minutes">How long that takes, where it is known.</param>
[GenerateSerializer, Immutable, Alias("fleet.condition")]
public sealed record ConditionView([property: Id(0)] string Code, [property: Id(1)] string Sentence, [property: Id(2)] string Remedy, [property: Id(3)] int? Minutes);
