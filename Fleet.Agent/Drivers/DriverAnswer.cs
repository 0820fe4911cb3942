namespace Fleet.Agent.Drivers;

/// <summary>What became of a command. A refusal carries one sentence: what is wrong and what the person can do.</summary>
/// <param name="Text">The refusal's sentence, or what the machine answered.</param>
public sealed record DriverAnswer(bool Accepted, string Text = "")
{
    public static DriverAnswer Ok { get; } = new(true);

    public static DriverAnswer Refused(string sentence) => new(false, sentence);
}
