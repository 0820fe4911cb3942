namespace Fleet.Core.Scheduling;

/// <summary>One copy of a job goes to a machine now.</summary>
public sealed record Placement(string JobId, string MachineId);
