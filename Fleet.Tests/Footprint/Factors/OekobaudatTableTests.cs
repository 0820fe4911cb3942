using System.Text;
using Fleet.Core.Footprint.Factors;

namespace Fleet.Tests.Footprint.Factors;

/// <summary>The rows are invented; only the shape is the table's.</summary>
public sealed class OekobaudatTableTests
{
    const string Header = "UUID;Version;Name (de);Typ;Referenzjahr;Gueltig bis;Bezugsgroesse;Bezugseinheit;Rohdichte (kg/m3);Modul;GWP;GWPtotal (A2);GWPfossil (A2);GWPbiogenic (A2);GWPluluc (A2);PENRT;PERT\n";

    static FactorReading Read(string rows, Encoding? encoding = null) => OekobaudatTable.Read((encoding ?? Encoding.Latin1).GetBytes(Header + rows));

    [Fact]
    public void An_umlaut_in_Latin_1_and_a_decimal_comma_are_read_as_they_are_meant()
    {
        var factor = Assert.Single(Read("u1;1;Gußplatte Ärger;durchschnitt;2022;2027;1;kg;;A1-A3;;5,25;5,1;0,1;0,05;121,5;11,2\n").Factors);
        Assert.Equal(("Gußplatte Ärger", 5.25, 5.1), (factor.Name, factor.Gwp.TotalKg, factor.Gwp.FossilKg));
        Assert.Equal(121.5, factor.Impacts["PENRT A1-A3 mj/kg"]);
    }

    [Fact]
    public void Wood_counts_with_the_burning_that_releases_its_carbon_again()
    {
        var factor = Assert.Single(Read(
            """
            w;1;Holz;durchschnitt;2020;2027;1;m3;500;A1-A3;-750;;;;;;
            w;1;Holz;durchschnitt;2020;2027;1;m3;500;C3;1000;;;;;;
            w;1;Holz;durchschnitt;2020;2027;1;m3;500;D;-100;;;;;;
            """).Factors);
        Assert.Equal(0.5, factor.Gwp.TotalKg, 9);
        Assert.Equal(-1.5, factor.Impacts["GWP A1-A3 kgco2e/kg"], 9);
        Assert.Equal(-0.2, factor.Impacts["GWP D kgco2e/kg"], 9);
        Assert.Contains("C3", factor.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Wood_without_its_end_of_life_is_left_out_and_said()
    {
        var reading = Read("w;1;Holz;durchschnitt;2020;2027;1;kg;;A1-A3;-1.5;;;;;;\n");
        Assert.Empty(reading.Factors);
        Assert.Contains(reading.Faults, fault => fault.Row == 2 && fault.Sentence.Contains("C3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_piece_cannot_be_brought_to_kg_and_is_flagged_with_its_row()
    {
        var reading = Read("a;1;Fenster;durchschnitt;2020;2027;1;Stück;;A1-A3;50;;;;;;\nb;1;Stahl;durchschnitt;2020;2027;1;kg;;A1-A3;2.4;;;;;;\n");
        Assert.True(reading.IsUsable);
        Assert.Contains("Fenster", Assert.Single(reading.Faults, fault => fault.Row == 2).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_table_is_refused_by_what_it_misses() =>
        Assert.Contains("UUID", Assert.Single(OekobaudatTable.Read("a;b\n1;2\n"u8).Faults).Sentence, StringComparison.Ordinal);
}
