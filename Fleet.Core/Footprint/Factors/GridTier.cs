namespace Fleet.Core.Footprint.Factors;

/// <summary>Which step of the fall-back chain a number of grid electricity stands on; recorded with every number.</summary>
public enum GridTier
{
    /// <summary>A 15-minute or hourly value of the zone.</summary>
    Slot,

    /// <summary>The zone's own factor of the year.</summary>
    Year,

    /// <summary>The zone's factor of an earlier year, because this year's is not published.</summary>
    EarlierYear,

    /// <summary>A larger region's.</summary>
    Region,

    World,
}
