namespace Fleet.Bench.Report;

/// <param name="Most">What the figure should not exceed, or null.</param>
/// <param name="CpuMs">Processor time that it took, all cores together, ms; the database's own process is not counted.</param>
sealed record ReportRow(string Engine, string Figure, double Measured, string Unit, double? Most, double? CpuMs = null);
