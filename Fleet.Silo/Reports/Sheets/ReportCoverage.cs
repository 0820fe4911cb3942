namespace Fleet.Silo.Reports.Sheets;

/// <summary>How much of a report was measured. Each 0 to 1; null where there is nothing of its kind.</summary>
/// <param name="Energy">Wh that a meter counted.</param>
/// <param name="Mass">Grams of recorded lots, whose density is known.</param>
/// <param name="Outcome">Runs of which somebody said whether the part is good, or that failed by themselves.</param>
/// <param name="Signal">Wh from the grid with a carbon intensity of their own time.</param>
public sealed record ReportCoverage(double? Energy, double? Mass, double? Outcome, double? Signal);
