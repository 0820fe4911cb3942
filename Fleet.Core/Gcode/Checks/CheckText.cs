using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Checks;

/// <summary>How one check speaks.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Severity">Unless the policy says otherwise.</param>
/// <param name="Sentence">For a beginner: what is wrong, where, what to do.</param>
sealed record CheckText(string Code, FindingSeverity Severity, Func<CheckText.Facts, string> Sentence)
{
    /// <param name="Where">"line 12", or "line 12 (and 3 times more)".</param>
    /// <param name="Value">The hit's value that is farthest from zero.</param>
    internal readonly record struct Facts(string Where, double Value, string Text, Profile? Profile);
}
