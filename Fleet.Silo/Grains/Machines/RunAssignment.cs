namespace Fleet.Silo.Grains;

/// <summary>What a machine must know to start a run.</summary>
/// <param name="ChosenByHand">A person named this machine.</param>
[GenerateSerializer, Immutable, Alias("fleet.runAssignment")]
public sealed record RunAssignment(
    string RunId, string JobId, string ProgramId, string ProgramName, long SizeBytes, bool ChosenByHand)
{
    /// <summary>The account that starts it by hand, whose own booking is not in the way; null: the plan.</summary>
    [Id(10)]
    public string? StarterId { get; init; }
}
