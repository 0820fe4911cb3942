namespace Fleet.Core.Footprint.Judging;

/// <summary>How use of energy and output moved together from one period to the next (Tapio 2005; the eight classes as in PMC10559243, table 3).</summary>
public enum TapioClass
{
    /// <summary>Output up, energy down.</summary>
    StrongDecoupling,

    /// <summary>Both up, energy by less than 0.8 of the output's rate.</summary>
    WeakDecoupling,

    /// <summary>Both up at much the same rate: 0.8 to 1.2.</summary>
    ExpansiveCoupling,

    /// <summary>Both up, energy faster.</summary>
    ExpansiveNegativeDecoupling,

    /// <summary>Output down, energy up.</summary>
    StrongNegativeDecoupling,

    /// <summary>Both down, energy by less than 0.8 of the output's rate.</summary>
    WeakNegativeDecoupling,

    /// <summary>Both down at much the same rate.</summary>
    RecessiveCoupling,

    /// <summary>Both down, energy faster.</summary>
    RecessiveDecoupling,
}
