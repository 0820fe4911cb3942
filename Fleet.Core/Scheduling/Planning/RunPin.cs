namespace Fleet.Core.Scheduling.Planning;

/// <summary>A person's decision that the plan must keep. Null: that part is free.</summary>
public sealed record RunPin(string? MachineId, int? StartSlot);
