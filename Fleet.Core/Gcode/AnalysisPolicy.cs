namespace Fleet.Core.Gcode;

/// <summary>Which findings block a start, warn, or only inform. The codes are listed in <c>docs/gcode-analysis.md</c>.</summary>
public sealed record AnalysisPolicy
{
    public static AnalysisPolicy Default { get; } = new();

    /// <summary>Severity by finding code; overrides the severity that the check proposes. Null value: do not report.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Overrides { get; init; } = new Dictionary<string, FindingSeverity?>();

    public FindingSeverity? SeverityOf(string code, FindingSeverity proposed) =>
        Overrides.TryGetValue(code, out var chosen) ? chosen : proposed;
}
