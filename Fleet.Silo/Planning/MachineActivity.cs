namespace Fleet.Silo.Planning;

/// <summary>A run that is on a machine now.</summary>
/// <param name="WarmingUp">It heats up, or is about to: its peak counts against the circuits.</param>
public sealed record MachineActivity(string MachineId, string RunId, string JobId, string JobName, bool WarmingUp, double RemainingSeconds);
