namespace Fleet.Agent.Drivers;

/// <summary>A durable fact about a run, in order. The journal keeps it.</summary>
/// <param name="Reason">Why it ended, paused or waits; empty when it went as planned.</param>
public sealed record RunReport(RunReportKind Kind, RunProgress Progress, string Reason = "");
