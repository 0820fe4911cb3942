using Fleet.Core.Footprint.Judging;
using FsCheck.Xunit;

namespace Fleet.Tests.Footprint.Judging;

public sealed class SmallGroupsTests
{
    [Fact]
    public void Groups_of_five_and_more_are_shown() => Assert.Empty(SmallGroups.ToHide(new Dictionary<string, int> { ["a"] = 5, ["b"] = 50 }));

    [Fact]
    public void A_single_hidden_group_takes_the_smallest_other_with_it_so_that_the_total_does_not_tell() =>
        Assert.Equal(["a", "b"], SmallGroups.ToHide(new Dictionary<string, int> { ["a"] = 1, ["b"] = 7, ["c"] = 70 }).Order());

    [Fact]
    public void Two_small_groups_that_are_five_together_are_enough() =>
        Assert.Equal(["a", "b"], SmallGroups.ToHide(new Dictionary<string, int> { ["a"] = 2, ["b"] = 3, ["c"] = 70 }).Order());

    [Property]
    public void What_is_hidden_together_is_never_fewer_than_five_people_unless_all_is_hidden(Dictionary<string, byte>? sizes)
    {
        var people = (sizes ?? []).ToDictionary(pair => pair.Key, pair => (int)pair.Value);
        var hidden = SmallGroups.ToHide(people);
        Assert.All(people.Where(group => group.Value is > 0 and < 5), group => Assert.Contains(group.Key, hidden));
        if (hidden.Count > 0 && people.Any(group => group.Value >= 5 && !hidden.Contains(group.Key)))
            Assert.True(hidden.Count >= 2 && hidden.Sum(key => people[key]) >= 5);
    }
}
