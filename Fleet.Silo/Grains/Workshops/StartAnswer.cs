namespace Fleet.Silo.Grains;

/// <summary>What became of a start by hand.</summary>
/// <param name="Code">Null: it began, or is proposed at its machine. Else a stable word for the refusal; <see cref="Hours"/> may be set aside with a reason.</param>
[GenerateSerializer, Immutable, Alias("fleet.startAnswer")]
public sealed record StartAnswer([property: Id(0)] string? Code, [property: Id(1)] string Sentence)
{
    /// <summary>Only the workshop's hours are in the way.</summary>
    public const string Hours = "outsideHours";

    /// <summary>A circuit has no room now. Nobody can set that aside.</summary>
    public const string Fuse = "fuse";

    public static StartAnswer Begun { get; } = new(null, "");
}
