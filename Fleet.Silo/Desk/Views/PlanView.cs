namespace Fleet.Silo.Desk.Views;

/// <summary>The published plan.</summary>
/// <param name="Violations">What the independent checker found; empty in every plan that is kept.</param>
[GenerateSerializer, Immutable, Alias("fleet.planView")]
public sealed record PlanView(
    [property: Id(0)] DateTimeOffset PlannedAt,
    [property: Id(1)] int SlotMinutes,
    [property: Id(2)] PlanCostView Cost,
    [property: Id(3)] IReadOnlyList<PlanLaneView> Machines,
    [property: Id(4)] IReadOnlyList<ImpossibleView> Impossible,
    [property: Id(5)] IReadOnlyList<string> Violations)
{
    /// <summary>The workshops that are planned together; the one that keeps the plan first.</summary>
    [Id(6)]
    public IReadOnlyList<PlanWorkshopView> Workshops { get; init; } = [];

    public static PlanView None { get; } = new(default, 0, new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), [], [], []);
}
