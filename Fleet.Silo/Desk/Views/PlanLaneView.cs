namespace Fleet.Silo.Desk.Views;

/// <summary>One machine of the plan.</summary>
/// <param name="Attended">Its runs are proposed to people, never started.</param>
/// <param name="Shut">When it may not run.</param>
[GenerateSerializer, Immutable, Alias("fleet.planLane")]
public sealed record PlanLaneView(
    [property: Id(0)] string MachineId,
    [property: Id(1)] string Name,
    [property: Id(2)] bool Attended,
    [property: Id(3)] IReadOnlyList<PlanBlockView> Blocks,
    [property: Id(4)] IReadOnlyList<SpanView> Shut)
{
    /// <summary>Id of the workshop in which it stands.</summary>
    [Id(5)]
    public string Workshop { get; init; } = "";
}
