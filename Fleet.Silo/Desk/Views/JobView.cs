namespace Fleet.Silo.Desk.Views;

/// <param name="State">A word of <see cref="JobState"/>.</param>
/// <param name="Reason">Why it waits, is held or ended: one sentence; empty when there is nothing to say.</param>
/// <param name="Good">Copies that a person called good.</param>
/// <param name="EnergyPerGoodPartWh">All attempts' energy over the good parts; null before the first.</param>
/// <param name="MassPerGoodPartGrams">All attempts' material over the good parts; null before the first.</param>
public sealed record JobView(
    string Id,
    string ProgramId,
    string Name,
    int Copies,
    int Good,
    string Purpose,
    string State,
    string Reason,
    string Owner,
    string? MachineId,
    string? Group,
    int Priority,
    DateTimeOffset? DueAt,
    DateTimeOffset? NotBefore,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    double? EnergyPerGoodPartWh,
    double? MassPerGoodPartGrams,
    IReadOnlyList<RunView> Runs)
{
    /// <summary>Where the parts are wanted.</summary>
    public string Workshop { get; init; } = "";

    public WishView Wishes { get; init; } = new("free", "any", null, null);
}
