namespace Fleet.Silo.Grains;

/// <summary>What a person asks of a machine.</summary>
/// <param name="Id">Chosen by the sender; repeating it does nothing twice.</param>
/// <param name="By">The account.</param>
[GenerateSerializer, Immutable, Alias("fleet.machineCommand")]
public sealed record MachineCommand(string Id, MachineCommandKind Kind, string By)
{
    /// <summary>Home: letters of the axes, empty for all. Send: the line. Lock: the reason. SetFactor: feed, flow, rapid or spindle.</summary>
    [Id(10)]
    public string Text { get; init; } = "";

    [Id(11)]
    public double XMm { get; init; }

    [Id(12)]
    public double YMm { get; init; }

    [Id(13)]
    public double ZMm { get; init; }

    [Id(14)]
    public double FeedMmPerMin { get; init; }

    /// <summary>SetFactor: percent. AnswerPrompt: the choice, from 0.</summary>
    [Id(15)]
    public int Number { get; init; }

    /// <summary>Start: the account that asks; its own booking is not in the way.</summary>
    [Id(16)]
    public string AccountId { get; init; } = "";

    /// <summary>Start: an operator's reason to set the workshop's hours aside; null: the hours hold.</summary>
    [Id(17)]
    public string? Override { get; init; }
}
