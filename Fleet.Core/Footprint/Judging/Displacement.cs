using Fleet.Core.Footprint.Ranges;

namespace Fleet.Core.Footprint.Judging;

/// <summary>
/// The burden that a part may have avoided elsewhere. Shown on a page of its own and never taken off the footprint.
/// <c>avoided = successes · displacement · replaced product − own burden</c>
/// </summary>
public static class Displacement
{
    /// <param name="goodParts">Parts that a person called good.</param>
    /// <param name="displacement">0 to 1: how much of a bought product one part replaces, as answered; null: nobody answered.</param>
    /// <param name="product">kg CO₂e of the replaced product per piece; null: unknown.</param>
    /// <param name="own">kg CO₂e of making the parts, failed attempts included.</param>
    /// <returns>Null, and not zero, as long as one of them is missing.</returns>
    public static Estimate? AvoidedKg(long goodParts, double? displacement, Estimate? product, Estimate? own)
    {
        if (displacement is not { } share || product is null || own is null)
            return null;
        double Replaced(double perPiece) => goodParts * share * perPiece;
        return new(Replaced(product.Median) - own.Median, Replaced(product.P5) - own.P95, Replaced(product.P95) - own.P5);
    }
}
