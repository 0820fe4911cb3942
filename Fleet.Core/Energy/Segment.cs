namespace Fleet.Core.Energy;

/// <summary>What one machine did during a part of a metered interval.</summary>
/// <param name="RunId">The run that it worked for, or null for the machine's overhead.</param>
/// <param name="ModelW">Expected average power, W; the weight when an interval must be shared.</param>
public sealed record Segment(string? MachineId, string? RunId, RunPhase Phase, long FromMs, long ToMs, double ModelW)
{
    public double ModelWh => ModelW * Math.Max(0, ToMs - FromMs) / 3_600_000;
}
