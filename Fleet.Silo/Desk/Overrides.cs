namespace Fleet.Silo.Desk;

/// <summary>Who may start something against the workshop's hours, and what they must say for it.</summary>
static class Overrides
{
    const int LongestReason = 500;

    /// <summary>Null when the reason is one and the person may give it.</summary>
    public static Refusal? Fault(string reason, Visitor visitor) =>
        visitor.Role < Role.Operator ? Refusal.Forbidden("Only operators start something against the workshop's hours. Ask one of them.")
        : reason.Trim() is not { Length: > 2 and <= LongestReason } || reason.Any(char.IsControl)
            ? Refusal.Invalid("override", $"override is the reason in words, 3 to {LongestReason} characters in one line: it stays with the run.")
        : null;
}
