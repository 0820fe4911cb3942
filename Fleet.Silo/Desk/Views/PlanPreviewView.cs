namespace Fleet.Silo.Desk.Views;

/// <summary>What would be: nothing of it has happened.</summary>
/// <param name="Rise">Part by part; negative is a saving.</param>
[GenerateSerializer, Immutable, Alias("fleet.planPreview")]
public sealed record PlanPreviewView(
    [property: Id(0)] IReadOnlyList<PlanMoveView> Moves,
    [property: Id(1)] PlanCostView Before,
    [property: Id(2)] PlanCostView After,
    [property: Id(3)] PlanCostView Rise,
    [property: Id(4)] IReadOnlyList<string> Impossible);
