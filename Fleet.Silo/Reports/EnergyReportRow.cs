namespace Fleet.Silo.Reports;

/// <summary>One group of a report. Null is missing, never zero.</summary>
/// <param name="Key">The machine's id, the purpose or the material.</param>
/// <param name="RunWh">Booked to runs.</param>
/// <param name="OverheadWh">Booked to machines while no run was on them; null where the grouping cannot divide it.</param>
/// <param name="Wh">All of it.</param>
/// <param name="MeasuredShare">0 to 1: how much a meter counted.</param>
/// <param name="MassGrams">Material used.</param>
/// <param name="WhPerGoodPart">Runs' energy over good parts, failed attempts included.</param>
public sealed record EnergyReportRow(
    string Key,
    string Name,
    double? RunWh,
    double? WarmUpWh,
    double? ProcessingWh,
    double? IdleWh,
    double? OverheadWh,
    double? Wh,
    double? LowWh,
    double? HighWh,
    double? MeasuredShare,
    double? MassGrams,
    long Runs,
    long GoodParts,
    double? WhPerGoodPart,
    double? GramsPerGoodPart);
