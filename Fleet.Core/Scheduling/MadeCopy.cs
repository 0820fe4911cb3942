namespace Fleet.Core.Scheduling;

/// <summary>A copy of a job that is made or being made, as far as its sisters care.</summary>
/// <param name="MachineIsAway">The machine is offline, broken or locked: nobody waits for it.</param>
/// <param name="LotId">What was loaded when it began; null when nobody recorded it.</param>
/// <param name="Colour">Of that lot; empty when nobody recorded it.</param>
public sealed record MadeCopy(string MachineId, string MachineName, bool MachineIsAway, string? LotId, string LotName, bool LotIsEmpty, string Colour);
