namespace Fleet.Silo.Grains;

/// <param name="Sentence">Why not, with the remedy.</param>
[GenerateSerializer, Immutable, Alias("fleet.assignAnswer")]
public sealed record AssignAnswer(bool Accepted, string Sentence)
{
    public static AssignAnswer Yes { get; } = new(true, "");

    public static AssignAnswer No(string sentence) => new(false, sentence);
}
