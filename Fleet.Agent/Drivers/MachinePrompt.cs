namespace Fleet.Agent.Drivers;

/// <summary>A question of the firmware that waits for a person.</summary>
/// <param name="Choices">What can be answered, by number from 0; empty when going on is the only answer.</param>
public sealed record MachinePrompt(string Text, IReadOnlyList<string> Choices)
{
    public bool Equals(MachinePrompt? other) => other != null && Text == other.Text && Choices.SequenceEqual(other.Choices);

    public override int GetHashCode() => HashCode.Combine(Text, Choices.Count);
}
