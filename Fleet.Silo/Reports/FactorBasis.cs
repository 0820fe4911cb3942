using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports;

/// <summary>What footprints are computed with: factors, and the workshop's supply in order of time.</summary>
public sealed record FactorBasis(FactorLibrary Library, IReadOnlyList<SupplyRow> Supplies)
{
    /// <summary>The supply in force at the end of a year's part of a period; null: nobody has said where the electricity comes from.</summary>
    public SupplyRow? SupplyIn(int year)
    {
        var end = new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return Supplies.LastOrDefault(supply => supply.FromMs < end) ?? (Supplies.Count > 0 ? Supplies[0] : null);
    }
}
