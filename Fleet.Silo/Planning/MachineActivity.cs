namespace Fleet.Silo.Planning;

/// <summary>A run that is on a machine now.</summary>
/// <param name="Proposed">It waits for a person's start and draws nothing yet.</param>
/// <param name="WarmingUp">It heats up, or is about to: its peak counts against the circuits.</param>
public sealed record MachineActivity(string MachineId, string RunId, string JobId, string JobName, bool Proposed, bool WarmingUp, double RemainingSeconds);
