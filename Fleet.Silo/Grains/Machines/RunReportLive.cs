namespace Fleet.Silo.Grains;

/// <summary>Progress as the agent measures it, over acknowledged lines.</summary>
[GenerateSerializer, Immutable, Alias("fleet.runReportLive")]
public sealed record RunReportLive(
    string RunId, string Phase, long Line, long TotalLines, double Fraction, double? RemainingSeconds);
