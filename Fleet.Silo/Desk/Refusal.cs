namespace Fleet.Silo.Desk;

/// <summary>Why something that a person asked for was not done.</summary>
/// <param name="Code">Stable word for programs, for instance <c>notGcode</c>.</param>
/// <param name="Sentence">What is wrong, where, and what the person can do.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Sentence)
{
    public static Refusal Invalid(string code, string sentence) => new(RefusalKind.Invalid, code, sentence);

    public static Refusal NotFound(string what, string id) => new(RefusalKind.NotFound, "notFound", $"There is no {what} {id}. Look at the list for what there is.");

    public static Refusal Conflict(string code, string sentence) => new(RefusalKind.Conflict, code, sentence);

    public static Refusal Forbidden(string sentence) => new(RefusalKind.Forbidden, "forbidden", sentence);
}
