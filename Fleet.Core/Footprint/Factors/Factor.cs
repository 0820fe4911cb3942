using Fleet.Core.Footprint.Ranges;

namespace Fleet.Core.Footprint.Factors;

/// <summary>A number that turns Wh or grams into an impact, with everything that it needs to be believed.</summary>
public sealed record Factor
{
    /// <summary>Unique in its set, for instance <c>material:pp</c> or <c>electricity:de:2024</c>.</summary>
    public required string Key { get; init; }

    public required FactorKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>What one is counted of: <c>kg</c>, <c>kWh</c> or <c>piece</c>.</summary>
    public required string Unit { get; init; }

    public required Gwp Gwp { get; init; }

    /// <summary>ISO 3166 code, zone or <c>GLO</c>; empty where the source does not say.</summary>
    public string Region { get; init; } = "";

    /// <summary>Year that the number describes.</summary>
    public required int Year { get; init; }

    /// <summary>What is inside the number: modules, scope, average or marginal.</summary>
    public required string Basis { get; init; }

    /// <summary>Who measured or published it and where; never empty.</summary>
    public required string Source { get; init; }

    /// <summary>Under which terms it may be used and passed on.</summary>
    public string Licence { get; init; } = "";

    public Pedigree? Pedigree { get; init; }

    /// <summary>Geometric standard deviation that the source states, ≥ 1; goes before the pedigree.</summary>
    public double? GeomSd { get; init; }

    /// <summary>Further columns of the source with their unit in the name; kept and exported, not summed here.</summary>
    public IReadOnlyDictionary<string, double> Impacts { get; init; } = new Dictionary<string, double>();

    /// <summary>Other names under which people know the thing, for the match with a lot's material.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// ln of the geometric standard deviation. Without a statement of the source: the pedigree's; without a pedigree: all scores 5,
    /// because nothing is known.
    /// </summary>
    public double Sigma => GeomSd is { } stated ? Math.Log(stated) : (Pedigree ?? Pedigree.Unknown).Sigma(BasicUncertainty);

    /// <summary>Basic squared-GSD of the thing itself before data quality: 1.05, the usual value for energy and materials.</summary>
    const double BasicUncertainty = 1.05;
}
