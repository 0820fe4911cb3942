namespace Fleet.Core.Scheduling.Planning;

/// <summary>A machine and a start.</summary>
/// <param name="StartSlot">Slot in which the run begins; any set-up lies before it.</param>
public sealed record RunPlace(string MachineId, int StartSlot);
