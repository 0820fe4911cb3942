using Fleet.Core.Footprint.Factors;

namespace Fleet.Tests.Footprint.Factors;

public sealed class FactorLibraryTests
{
    readonly FactorLibrary _shipped = new(ShippedFactors.Sets);

    [Fact]
    public void A_material_is_found_by_its_name_or_alias_whatever_the_spelling()
    {
        Assert.Equal("material:pp", _shipped.Material("pp")!.Factor.Key);
        Assert.Equal("material:pp", _shipped.Material("Poly-Propylene")!.Factor.Key);
        Assert.Equal("material:petg-as-pet", _shipped.Material("PETG")!.Factor.Key);
    }

    [Theory]
    [InlineData("PLA")]
    [InlineData("Plywood")]
    [InlineData("")]
    public void An_unknown_material_stays_unknown(string material) => Assert.Null(_shipped.Material(material));

    [Fact]
    public void What_a_person_chose_goes_before_the_name()
    {
        var library = new FactorLibrary(ShippedFactors.Sets, new Dictionary<string, (string, string)> { ["PLA"] = ("uk-2025-materials", "material:pet") });
        Assert.Equal("material:pet", library.Material("pla")!.Factor.Key);
    }

    [Theory]
    [InlineData("DE", 2024, "electricity:de:2024", GridTier.Year)]
    [InlineData("DE-LU", 2024, "electricity:de:2024", GridTier.Year)]
    [InlineData("DE", 2026, "electricity:de:2024", GridTier.EarlierYear)]
    [InlineData("XK", 2024, "electricity:glo:2024", GridTier.World)]
    public void A_year_without_a_factor_falls_back_step_by_step_and_says_so(string zone, int year, string key, GridTier tier)
    {
        var found = _shipped.Electricity(zone, year)!.Value;
        Assert.Equal((key, tier), (found.Used.Factor.Key, found.Tier));
    }

    [Fact]
    public void A_country_of_the_Union_without_its_own_factor_takes_the_Unions()
    {
        var onlyUnion = new FactorSet("u", "u", "1", "", [.. ShippedFactors.Sets.SelectMany(set => set.Factors).Where(factor => factor.Region is "EU" or "GLO")]);
        Assert.Equal(GridTier.Region, new FactorLibrary([onlyUnion]).Electricity("AT", 2024)!.Value.Tier);
    }

    [Fact]
    public void A_year_that_no_factor_reaches_is_withheld() => Assert.Null(_shipped.Electricity("DE", 1990));
}
