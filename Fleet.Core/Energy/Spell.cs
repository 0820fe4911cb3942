namespace Fleet.Core.Energy;

/// <summary>One machine's uninterrupted time in one state, as a meter saw it: what the power model learns from.</summary>
/// <param name="MeanW">Average power.</param>
/// <param name="NoiseW2">Variance with which it is known, W²: 0 behind a meter of its own.</param>
public sealed record Spell(string MachineId, RunPhase State, double MeanW, double NoiseW2, double Seconds);
