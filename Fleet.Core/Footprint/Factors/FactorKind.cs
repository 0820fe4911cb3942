namespace Fleet.Core.Footprint.Factors;

/// <summary>What a factor is multiplied with.</summary>
public enum FactorKind
{
    /// <summary>Making a material, per kg.</summary>
    Material,

    /// <summary>A year's electricity of a zone, per kWh.</summary>
    Electricity,

    /// <summary>Electricity of one's own roof, life cycle, per kWh.</summary>
    Photovoltaic,

    /// <summary>Electricity from one kind of fuel, per kWh generated.</summary>
    Generation,

    /// <summary>A bought product that a part may replace, per piece or kg. Never part of a footprint.</summary>
    Product,
}
