namespace Fleet.Agent.Drivers;

/// <summary>How far a run is. Counted over what the firmware acknowledged, never over what was merely sent.</summary>
/// <param name="Line">Acknowledged lines of the program file.</param>
/// <param name="Fraction">0 to 1, by motion time where the analysis knows it, else by bytes.</param>
/// <param name="RemainingSeconds">Null while unknown.</param>
/// <param name="ExtrudedMm">Filament pushed through each tool so far, mm, by tool number.</param>
public sealed record RunProgress(
    string RunId,
    RunPhase Phase,
    long Line,
    long TotalLines,
    double Fraction,
    double? RemainingSeconds,
    IReadOnlyList<double> ExtrudedMm);
