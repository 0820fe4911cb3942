namespace Fleet.Core.Footprint.Carbon;

/// <summary>What a carbon intensity says. Sums never mix them: an inventory uses an average, "what if I print at night" a marginal.</summary>
public enum SignalType
{
    /// <summary>Average of what the zone generates.</summary>
    AverageProduction,

    /// <summary>Average of what the zone uses, imports and exports traced.</summary>
    AverageConsumption,

    /// <summary>The power station that answers to one more kWh. Not for inventories.</summary>
    Marginal,

    /// <summary>What is left after contracts with guarantees of origin; for the market-based view.</summary>
    Residual,
}
