namespace Fleet.Core.Scheduling.Power;

/// <summary>May a machine heat up now?</summary>
/// <param name="Refusal">Null: it may. Otherwise why not, and what ends the waiting.</param>
/// <param name="Never">Waiting will not help: the machine alone is too much for a circuit.</param>
public sealed record TokenAnswer(string? Refusal, bool Never = false)
{
    public bool Granted => Refusal is null;
}
