namespace Fleet.Silo.Grains;

/// <summary>What is wished of a job's copies.</summary>
/// <param name="Together">A word of <see cref="KeepTogether"/>.</param>
/// <param name="Colour">Null: any; <see cref="Fleet.Core.Scheduling.CopyWish.Same"/>: one for all copies.</param>
/// <param name="AssemblyId">The thing that it is a part of, or null.</param>
[GenerateSerializer, Immutable, Alias("fleet.jobWishes")]
public sealed record JobWishes([property: Id(0)] string Together, [property: Id(1)] string? Colour, [property: Id(2)] string? AssemblyId)
{
    public static JobWishes None { get; } = new(Word.Of(KeepTogether.Free), null, null);
}
