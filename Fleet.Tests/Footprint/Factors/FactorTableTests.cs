using Fleet.Core.Footprint.Factors;
using FsCheck.Xunit;

namespace Fleet.Tests.Footprint.Factors;

public sealed class FactorTableTests
{
    const string Header = "kind,name,unit,gwp_kgco2e,gwp_fossil,gwp_biogenic,gwp_land_use,region,year,basis,source,licence,pedigree,acidification_mol_h\n";

    [Fact]
    public void A_good_row_becomes_a_factor_with_all_that_it_says()
    {
        var factor = Assert.Single(FactorTable.Read(Header + "material,PLA filament,kg,1.8,2.9,-1.2,0.1,EU,2024,A1-A3,Maker's EPD 17,CC0,(2;1;1;2;1),0.012\n").Factors);

        Assert.Equal(("material:pla-filament", FactorKind.Material, 2.9, -1.2), (factor.Key, factor.Kind, factor.Gwp.FossilKg, factor.Gwp.BiogenicKg));
        Assert.Equal(0.012, factor.Impacts["acidification_mol_h"]);
        Assert.Equal(new Pedigree(2, 1, 1, 2, 1), factor.Pedigree);
    }

    [Theory]
    [InlineData("material,PLA,kg,\"1,8\",,,,EU,2024,A1-A3,EPD,,,", "comma")]
    [InlineData("material,PLA,kg,,,,,EU,2024,A1-A3,EPD,,,", "empty")]
    [InlineData("material,PLA,g,0.0018,,,,EU,2024,A1-A3,EPD,,,", "per kg")]
    [InlineData("material,PLA,kg,1800,,,,EU,2024,A1-A3,EPD,,,", "unit right")]
    [InlineData("material,PLA,kg,1.8,,,,EU,2024,A1-A3,,,,", "source")]
    [InlineData("material,PLA,kg,1.8,,,,EU,,A1-A3,EPD,,,", "year")]
    [InlineData("material,PLA,kg,NaN,,,,EU,2024,A1-A3,EPD,,,", "no number")]
    [InlineData("material,PLA,kg,1.8,1,1,1,EU,2024,A1-A3,EPD,,,", "add up")]
    [InlineData("material,PLA,kg,1.8,,,,EU,2024,A1-A3,EPD,,(1;2;9;1;1),", "pedigree")]
    [InlineData("magic,PLA,kg,1.8,,,,EU,2024,A1-A3,EPD,,,", "kind")]
    public void A_bad_row_refuses_the_file_and_says_where_and_why(string row, string word)
    {
        var reading = FactorTable.Read(Header + "material,PP,kg,2.5,,,,GB,2025,A1-A3,DESNZ,OGL,,\n" + row + "\n");

        Assert.False(reading.IsUsable);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(3, fault.Row);
        Assert.Contains(word, fault.Sentence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_factors_under_one_key_are_refused()
    {
        var reading = FactorTable.Read(Header + "material,PP,kg,2.5,,,,,2025,A1-A3,one,,,\nmaterial,pp,kg,2.6,,,,,2025,A1-A3,two,,,\n");
        Assert.False(reading.IsUsable);
        Assert.Contains("material:pp", Assert.Single(reading.Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_a_source_is_refused_by_name() =>
        Assert.Contains("source", Assert.Single(FactorTable.Read("kind,name,unit,gwp_kgco2e,year,basis\nmaterial,PP,kg,2.5,2025,A1-A3\n").Faults).Sentence, StringComparison.Ordinal);

    [Property]
    public void Any_text_is_a_reading_and_never_an_exception(string? text)
    {
        var reading = FactorTable.Read(text ?? "");
        Assert.All(reading.Factors, factor => Assert.NotEmpty(factor.Source));
        Assert.True(reading.Factors.Count > 0 || reading.Faults.Count > 0 || (text ?? "").Contains("source", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_shipped_row_names_its_source_and_licence()
    {
        Assert.True(ShippedFactors.Sets.Count >= 3);
        Assert.All(ShippedFactors.Sets.SelectMany(set => set.Factors), factor =>
        {
            Assert.NotEmpty(factor.Source);
            Assert.NotEmpty(factor.Licence);
            Assert.NotNull(factor.Pedigree);
            Assert.DoesNotContain("BAUDAT", factor.Source, StringComparison.OrdinalIgnoreCase);
        });
    }
}
