namespace Fleet.Silo.Desk.Views;

/// <summary>A copy that would be somewhere else, or at another time.</summary>
[GenerateSerializer, Immutable, Alias("fleet.planMove")]
public sealed record PlanMoveView(
    [property: Id(0)] string JobId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? FromMachine,
    [property: Id(3)] DateTimeOffset? FromStart,
    [property: Id(4)] string? ToMachine,
    [property: Id(5)] DateTimeOffset? ToStart,
    [property: Id(6)] string Reason,
    [property: Id(7)] string? ToMachineId);
