using Fleet.Core.Footprint.Judging;

namespace Fleet.Tests.Footprint.Judging;

public sealed class CodesTests
{
    [Theory]
    [InlineData("12.5", true)]
    [InlineData("4.a", true)]
    [InlineData("17.19", true)]
    [InlineData("17.20", false)]
    [InlineData("18.1", false)]
    [InlineData("12", false)]
    [InlineData("12.z", false)]
    [InlineData("", false)]
    public void A_target_is_known_or_not(string target, bool known) => Assert.Equal(known, SdgTargets.Knows(target));

    [Fact]
    public void The_goals_have_169_targets_together()
    {
        var all = from goal in Enumerable.Range(1, 17) from part in Enumerable.Range(1, 20).Select(n => $"{n}").Concat(["a", "b", "c", "d"]) select $"{goal}.{part}";
        Assert.Equal(169, all.Count(SdgTargets.Knows));
        Assert.All(SdgTargets.Suggested, target => Assert.True(SdgTargets.Knows(target)));
    }

    [Fact]
    public void The_matrix_has_twenty_topics_and_a_version_belongs_to_each()
    {
        Assert.Equal(20, CommonGood.Topics.Count);
        Assert.True(CommonGood.Knows("5.1", "E3"));
        Assert.False(CommonGood.Knows("", "E3"));
        Assert.False(CommonGood.Knows("5.1", "F1"));
    }
}
