using Fleet.Core.Footprint.Factors;

namespace Fleet.Tests.Footprint.Factors;

public sealed class PedigreeTests
{
    /// <summary>The reference's worked examples: a metered kWh, and one that was modelled by machine state.</summary>
    [Theory]
    [InlineData("(1;1;1;1;1)", 1.025)]
    [InlineData("(3;4;1;1;3)", 1.12)]
    public void The_exported_standard_deviation_is_the_root_of_the_squared_one(string scores, double geomSd) =>
        Assert.Equal(geomSd, Pedigree.Read(scores)!.GeomSd(basic: 1.05), 0.005);

    [Fact]
    public void Scores_that_are_not_five_from_one_to_five_are_no_pedigree()
    {
        Assert.All(["", "(1;2;3;4)", "(1;2;3;4;6)", "(0;1;1;1;1)", "a;b;c;d;e", "1;1;1;1;1;1"], text => Assert.Null(Pedigree.Read(text)));
        Assert.Equal("(1;2;3;4;5)", Pedigree.Read("1, 2, 3, 4, 5")!.ToString());
    }

    [Fact]
    public void Worse_scores_never_make_a_number_more_certain()
    {
        for (var score = 1; score < 5; score++)
            Assert.True(new Pedigree(score, score, score, score, score).Sigma() <= new Pedigree(score + 1, score + 1, score + 1, score + 1, score + 1).Sigma());
    }
}
