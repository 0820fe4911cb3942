using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports;

/// <summary>What footprints are computed with: factors, and the workshops' supplies.</summary>
public sealed record FactorBasis(FactorLibrary Library, Supplies Supplies)
{
    /// <summary>A workshop's supply in force at the end of a year's part of a period; null: nobody has said where its electricity comes from.</summary>
    /// <param name="workshopId">Null: the workshop that every installation begins with.</param>
    public SupplyRow? SupplyIn(int year, string? workshopId)
    {
        var supplies = Supplies.Of(workshopId);
        var end = new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return supplies.LastOrDefault(supply => supply.FromMs < end) ?? (supplies.Count > 0 ? supplies[0] : null);
    }
}
