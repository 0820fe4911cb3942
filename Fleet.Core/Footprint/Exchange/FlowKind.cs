namespace Fleet.Core.Footprint.Exchange;

/// <summary>What goes into or comes out of a process.</summary>
public enum FlowKind
{
    /// <summary>kWh from the grid.</summary>
    Electricity,

    /// <summary>kWh from one's own roof.</summary>
    RoofElectricity,

    /// <summary>kg.</summary>
    Material,

    /// <summary>kg of material that became no part.</summary>
    Waste,
}
