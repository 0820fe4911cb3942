using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>Where every workshop's electricity comes from. One that has said nothing takes the grid and contract, never the roof, of the workshop that every installation begins with.</summary>
public sealed class Supplies(IReadOnlyList<SupplyRow> all)
{
    readonly Dictionary<string, IReadOnlyList<SupplyRow>> _own = all.GroupBy(row => row.WorkshopId).ToDictionary(workshop => workshop.Key, workshop => (IReadOnlyList<SupplyRow>)[.. workshop]);

    /// <summary>In order of time; before the first the workshop's zone is unknown.</summary>
    /// <param name="workshopId">Null: <see cref="Workshops.TheOne"/>.</param>
    public IReadOnlyList<SupplyRow> Of(string? workshopId) =>
        _own.TryGetValue(workshopId ?? Workshops.TheOne, out var own) || _own.TryGetValue(Workshops.TheOne, out own) ? own : [];

    /// <summary>Whether a workshop has said itself where its electricity comes from.</summary>
    public bool HasOwn(string? workshopId) => _own.ContainsKey(workshopId ?? Workshops.TheOne);
}
