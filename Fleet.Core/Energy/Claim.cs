namespace Fleet.Core.Energy;

/// <summary>A reading, and what the machine that took it did since its reading before.</summary>
/// <param name="MachineId">Null: the meter stands for itself and nobody's doing was reported with it.</param>
public sealed record Claim(CounterReading Reading, string? MachineId, string? RunId, RunPhase Phase);
