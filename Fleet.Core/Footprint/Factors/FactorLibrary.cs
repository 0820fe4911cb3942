namespace Fleet.Core.Footprint.Factors;

/// <summary>Finds the factor for a material or a year's electricity among the sets in use. What is not found stays unknown.</summary>
/// <param name="sets">Newest first: a later set goes before an earlier one.</param>
/// <param name="choices">What a person decided: a material's word to set and key.</param>
public sealed class FactorLibrary(IReadOnlyList<FactorSet> sets, IReadOnlyDictionary<string, (string SetId, string Key)>? choices = null)
{
    /// <summary>A year's factor may stand in for the years after it until newer ones are published.</summary>
    const int MostYearsBack = 4;

    readonly Dictionary<string, (string SetId, string Key)> _choices =
        (choices ?? new Dictionary<string, (string, string)>()).ToDictionary(choice => Plain(choice.Key), choice => choice.Value);

    readonly Dictionary<string, UsedFactor> _materials = Named(sets);
    readonly ILookup<string, UsedFactor> _electricity = All(sets).Where(used => used.Factor.Kind == FactorKind.Electricity).ToLookup(used => used.Factor.Region);

    public IReadOnlyList<FactorSet> Sets => sets;

    /// <summary>Null: unknown, and to be listed as such.</summary>
    public UsedFactor? Material(string material) =>
        _choices.TryGetValue(Plain(material), out var choice) && Find(choice.SetId, choice.Key) is { } chosen ? chosen : _materials.GetValueOrDefault(Plain(material));

    public UsedFactor? Find(string setId, string key) =>
        sets.FirstOrDefault(set => set.Id == setId) is { } set && set.Factors.FirstOrDefault(factor => factor.Key == key) is { } factor ? Used(set, factor) : null;

    /// <summary>The first factor of a kind, newest set first, the asked region before any other.</summary>
    public UsedFactor? Any(FactorKind kind, string region)
    {
        var all = All(sets).Where(used => used.Factor.Kind == kind).ToList();
        return all.FirstOrDefault(used => used.Factor.Region == region) ?? all.FirstOrDefault();
    }

    /// <summary>
    /// The chain without slots: zone and year, its newest earlier year, the larger region, the world. Null when even that is missing.
    /// </summary>
    public (UsedFactor Used, GridTier Tier)? Electricity(string zone, int year)
    {
        var country = Zones.CountryOf(zone);
        foreach (var (place, exact, earlier) in new[]
        {
            (zone == Zones.World ? "" : zone, GridTier.Year, GridTier.EarlierYear), (country == Zones.World ? "" : country, GridTier.Year, GridTier.EarlierYear),
            (Zones.RegionOf(country), GridTier.Region, GridTier.Region), (Zones.World, GridTier.World, GridTier.World),
        })
        {
            var here = place.Length == 0 ? [] : _electricity[place];
            if (here.FirstOrDefault(used => used.Factor.Year == year) is { } same)
                return (same, exact);
            if (here.Where(used => used.Factor.Year < year && year - used.Factor.Year <= MostYearsBack).MaxBy(used => used.Factor.Year) is { } before)
                return (before, earlier);
        }
        return null;
    }

    static IEnumerable<UsedFactor> All(IReadOnlyList<FactorSet> sets) => sets.SelectMany(set => set.Factors.Select(factor => Used(set, factor)));

    static Dictionary<string, UsedFactor> Named(IReadOnlyList<FactorSet> sets)
    {
        var named = new Dictionary<string, UsedFactor>();
        foreach (var used in All(sets).Where(used => used.Factor.Kind == FactorKind.Material))
            foreach (var name in used.Factor.Aliases.Append(used.Factor.Name))
                named.TryAdd(Plain(name), used);
        return named;
    }

    static UsedFactor Used(FactorSet set, Factor factor) => new(factor, set.Id, set.Name, set.Version);

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
