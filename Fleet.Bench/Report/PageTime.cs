namespace Fleet.Bench.Report;

/// <param name="Seconds">On the wall.</param>
/// <param name="CpuMs">Processor time, all cores together, ms; the database's own process is not counted.</param>
sealed record PageTime(string Page, double Seconds, double CpuMs);
