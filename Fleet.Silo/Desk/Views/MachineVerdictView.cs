namespace Fleet.Silo.Desk.Views;

/// <param name="Never">No waiting helps.</param>
/// <param name="Unmet">Empty: it could start at once.</param>
/// <param name="BestStart">The best place there; null when it can have none.</param>
/// <param name="ExtraCost">What that costs more than the plan; negative would be better.</param>
[GenerateSerializer, Immutable, Alias("fleet.machineVerdict")]
public sealed record MachineVerdictView(
    [property: Id(0)] string MachineId,
    [property: Id(1)] string Name,
    [property: Id(2)] bool Never,
    [property: Id(3)] IReadOnlyList<ConditionView> Unmet,
    [property: Id(4)] DateTimeOffset? BestStart,
    [property: Id(5)] long? ExtraCost);
