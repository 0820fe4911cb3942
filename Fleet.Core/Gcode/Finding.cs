namespace Fleet.Core.Gcode;

/// <summary>One thing that a person should know before the program runs.</summary>
/// <param name="Line">1-based line of the plain program where it happens first; null when it concerns the whole.</param>
/// <param name="Code">Stable name for policies and links, for instance <c>outside-envelope</c>.</param>
/// <param name="Sentence">What is wrong, where, and what the person can do.</param>
public sealed record Finding(long? Line, FindingSeverity Severity, string Code, string Sentence)
{
    /// <summary>How often it happens in the program.</summary>
    public long Count { get; init; } = 1;
}
