namespace Fleet.Core.Energy;

/// <summary>What one machine did during a part of a metered interval.</summary>
/// <param name="MachineId">Null: what is behind the meter beside the known machines.</param>
/// <param name="RunId">The run that it worked for, or null for the machine's overhead.</param>
/// <param name="ModelW">Expected average power, W; the weight when nothing better is known.</param>
public sealed record Segment(string? MachineId, string? RunId, RunPhase Phase, long FromMs, long ToMs, double ModelW = 0)
{
    /// <summary>Nobody reported what the machine did: its phase is a guess, and its energy is vague.</summary>
    public bool Unknown { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public double Hours => Math.Max(0, ToMs - FromMs) / 3_600_000.0;

    [System.Text.Json.Serialization.JsonIgnore]
    public double ModelWh => ModelW * Hours;

    /// <summary>The same doing, for merging what follows on each other.</summary>
    public bool Continues(Segment next) =>
        RunId == next.RunId && Phase == next.Phase && MachineId == next.MachineId && Unknown == next.Unknown && ToMs >= next.FromMs;
}
