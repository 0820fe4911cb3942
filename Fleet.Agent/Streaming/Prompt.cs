using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>A dialogue that the firmware shows through its host, as it is being told line by line.</summary>
sealed record Prompt(string Text)
{
    internal List<string> Buttons { get; } = [];

    /// <summary>For the operator: what is asked, and what resuming here would choose.</summary>
    internal string Sentence => Buttons.Count == 0
        ? $"The printer says: {Text}. Look at its screen."
        : $"The printer asks: {Text} ({string.Join(" / ", Buttons)}). Answer at its screen, or resume to choose \"{Buttons[0]}\".";

    internal MachinePrompt Shown => new(Text, [.. Buttons]);
}
