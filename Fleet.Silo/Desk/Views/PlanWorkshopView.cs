namespace Fleet.Silo.Desk.Views;

/// <summary>A workshop of a plan.</summary>
/// <param name="TransportCost">Price of bringing a part from there, in the plan's unit, by the id of the workshop to which it is brought.</param>
[GenerateSerializer, Immutable, Alias("fleet.planWorkshop")]
public sealed record PlanWorkshopView([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] IReadOnlyDictionary<string, int> TransportCost);
