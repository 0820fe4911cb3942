namespace Fleet.Bench.Report;

/// <param name="Most">What the figure should not exceed, or null.</param>
sealed record ReportRow(string Engine, string Figure, double Measured, string Unit, double? Most);
