namespace Fleet.Core.Scheduling.Planning;

/// <summary>Somebody who clears beds, changes spools and starts machines.</summary>
/// <param name="Present">When they are there; overlapping stretches count once.</param>
public sealed record PlanPerson(string Id, IReadOnlyList<SlotSpan> Present, string? Name = null)
{
    public string Spoken => Name ?? Id;
}
