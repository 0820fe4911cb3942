namespace Fleet.Core.Scheduling.Planning;

/// <summary>One run with its place.</summary>
/// <param name="StartSlot">The run begins here; negative when it began before now.</param>
/// <param name="EndSlot">By the median.</param>
/// <param name="PromiseSlot">By P80: what a person may be told.</param>
/// <param name="SetupSlots">A person's work directly before the start.</param>
public sealed record PlannedRun(string RunId, string MachineId, int StartSlot, int EndSlot, int PromiseSlot, int SetupSlots);
