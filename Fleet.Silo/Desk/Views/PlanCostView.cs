namespace Fleet.Silo.Desk.Views;

/// <summary>What a plan costs, part by part, in the objective's unit; docs/planning.md says what one unit is worth.</summary>
[GenerateSerializer, Immutable, Alias("fleet.planCost")]
public sealed record PlanCostView(
    [property: Id(0)] long Total,
    [property: Id(1)] long Lateness,
    [property: Id(2)] long Waiting,
    [property: Id(3)] long Setups,
    [property: Id(4)] long Energy,
    [property: Id(5)] long Carbon,
    [property: Id(6)] long Moved,
    [property: Id(7)] long Unfairness,
    [property: Id(8)] long Separated,
    [property: Id(9)] long Transport,
    [property: Id(10)] long Unplaced)
{
    /// <summary>The parts that are not nothing, dearest first, by their names.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Parts() =>
        [.. new KeyValuePair<string, long>[]
        {
            new("lateness", Lateness), new("waiting", Waiting), new("setups", Setups), new("energy", Energy), new("carbon", Carbon), new("moved", Moved),
            new("unfairness", Unfairness), new("separated", Separated), new("transport", Transport), new("unplaced", Unplaced),
        }.Where(part => part.Value != 0).OrderByDescending(part => Math.Abs(part.Value))];
}
