namespace Fleet.Silo.Grains;

/// <summary>What became of a command.</summary>
/// <param name="Sentence">A refusal's sentence with the remedy, or what the machine answered.</param>
/// <param name="DroppedRunId">A run that this command took off the machine before it began.</param>
/// <param name="IsUnknown">Nobody knows whether the agent carried it out. Giving the same id again tells, and does nothing twice.</param>
[GenerateSerializer, Immutable, Alias("fleet.commandAnswer")]
public sealed record CommandAnswer(bool Accepted, string Sentence, string? DroppedRunId = null, bool IsUnknown = false)
{
    /// <summary>A stable word for a refusal; null: <c>refused</c>.</summary>
    [Id(10)]
    public string? Code { get; init; }

    public static CommandAnswer Yes(string text = "") => new(true, text);

    public static CommandAnswer No(string sentence, string? code = null) => new(false, sentence) { Code = code };

    public static CommandAnswer Unknown(string sentence) => new(false, sentence, IsUnknown: true);
}
