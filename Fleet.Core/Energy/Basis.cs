namespace Fleet.Core.Energy;

/// <summary>How a booking of energy is known.</summary>
public enum Basis
{
    /// <summary>One interval of a meter, one cause.</summary>
    Metered,

    /// <summary>The total is metered, the division is modelled.</summary>
    Split,

    /// <summary>No meter: power model times time.</summary>
    Modelled,

    /// <summary>A meter's count that cannot have flowed. Kept, so that the books add up to the meter, and charged to nobody.</summary>
    Implausible,
}
