namespace Fleet.Core.Scheduling;

/// <summary>One thing that must be true before a run may start: a sentence for the person, and the act that resolves it.</summary>
/// <param name="Code">Stable word for programs, for instance <c>bedClear</c>.</param>
/// <param name="Sentence">What is so, for instance <c>P-03 has PLA loaded, the program wants PETG.</c></param>
/// <param name="Remedy">What somebody can do; empty when met.</param>
/// <param name="Lasting">Waiting does not cure it: this machine can never run this program.</param>
/// <param name="Minutes">How long the remedy takes a person, or how long waiting takes, min; null when nobody can say.</param>
public sealed record Condition(string Code, bool Met, string Sentence, string Remedy = "", bool Lasting = false, int? Minutes = null)
{
    /// <summary>As one refuses a person: what is so, and what can be done about it.</summary>
    public string Spoken => $"{Sentence} {Remedy}".TrimEnd();
}
