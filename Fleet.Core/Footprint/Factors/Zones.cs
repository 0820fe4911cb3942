using System.Globalization;

namespace Fleet.Core.Footprint.Factors;

/// <summary>Names of places where electricity is one thing.</summary>
public static class Zones
{
    public const string World = "GLO";

    static readonly Dictionary<string, string> ByThree = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name)).DistinctBy(region => region.ThreeLetterISORegionName)
        .Where(region => region.TwoLetterISORegionName.Length == 2)
        .GroupBy(region => region.ThreeLetterISORegionName).ToDictionary(group => group.Key, group => group.First().TwoLetterISORegionName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Two letters of ISO 3166-1 from two or three; <see cref="World"/> for the world; empty when it is neither.</summary>
    public static string Country(string code)
    {
        var plain = code.Trim().ToUpperInvariant();
        return plain switch
        {
            "GLO" or "WLD" or "WORLD" => World,
            "EU" or "EUE" or "EU27" => "EU",
            { Length: 2 } => plain,
            { Length: 3 } => ByThree.GetValueOrDefault(plain, ""),
            _ => "",
        };
    }

    /// <summary>Three letters of ISO 3166-1 from two; empty for anything else.</summary>
    public static string ThreeLetters(string country) =>
        ByThree.FirstOrDefault(pair => pair.Value.Equals(country, StringComparison.OrdinalIgnoreCase)).Key ?? "";

    /// <summary>The country of a bidding zone or of a region of a country: <c>DE-LU</c> and <c>US-CAL</c> are DE and US.</summary>
    public static string CountryOf(string zone) => Country(zone.Split('-', '_')[0]);

    /// <summary>The larger region that stands in for a country without a factor of its own; empty when there is none.</summary>
    public static string RegionOf(string country) => Union.Contains(country) ? "EU" : "";

    static readonly HashSet<string> Union =
        ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"];
}
