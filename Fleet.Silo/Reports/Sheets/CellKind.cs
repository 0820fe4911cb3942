namespace Fleet.Silo.Reports.Sheets;

/// <summary>What a column counts; its unit, and how a page writes it.</summary>
public enum CellKind
{
    Wh,
    Grams,

    /// <summary>kg CO₂e; pages show two significant digits.</summary>
    Kg,

    /// <summary>0 to 1.</summary>
    Share,

    Count,
    Hours,
    Watts,

    /// <summary>A number without a unit.</summary>
    Ratio,

    /// <summary>A word of the API, for which pages have a sentence.</summary>
    Word,
}
