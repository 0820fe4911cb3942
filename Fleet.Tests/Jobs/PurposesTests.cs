using Fleet.Core.Jobs;

namespace Fleet.Tests.Jobs;

public sealed class PurposesTests
{
    [Theory]
    [InlineData("repair", "repair")]
    [InlineData("Spare part", "sparePart")]
    [InlineData("spare-part", "sparePart")]
    [InlineData("OWN_USE", "ownUse")]
    [InlineData("Schulprojekt", "Schulprojekt")]
    public void A_known_purpose_is_recognised_and_a_workshops_own_word_is_kept(string text, string expected) =>
        Assert.Equal(expected, Purposes.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<script>")]
    [InlineData("a,b")]
    public void What_is_no_word_is_refused(string? text) => Assert.Null(Purposes.Read(text));

    [Fact]
    public void A_purpose_has_an_end() => Assert.Null(Purposes.Read(new('x', Purposes.LongestWord + 1)));
}
