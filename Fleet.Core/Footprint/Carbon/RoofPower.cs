namespace Fleet.Core.Footprint.Carbon;

/// <summary>
/// One's own solar power, slot by slot: what the roof gives and the workshop uses at the same time, shared over the running loads in
/// proportion to their energy. The rest comes from the grid; what the roof gives beyond is sold and not counted here.
/// <code>
///   roof  ▁▂▅▇▇▅▂▁        used = min(roof, load), slot by slot
///   load  ▃▃▃▃▃▃▃▃        share of every load in the slot = used / load
/// </code>
/// </summary>
public static class RoofPower
{
    /// <summary>The share of every load in a slot that the roof covered, 0 to 1.</summary>
    public static double Share(double roofWh, double loadWh) => loadWh > 0 && roofWh > 0 ? Math.Min(roofWh, loadWh) / loadWh : 0;
}
