using Fleet.Core.Scheduling.Rules;

namespace Fleet.Tests.Scheduling.Rules;

public sealed class TransportTests
{
    static readonly Transport Three = new(new Dictionary<string, WorkshopRules>
    {
        ["a"] = Rules("transport: { b: 40, c: 7 }"), ["b"] = Rules("transport: { a: 25 }"), ["c"] = WorkshopRules.Default,
    });

    [Fact]
    public void The_workshop_in_which_a_part_is_made_says_what_the_way_costs()
    {
        Assert.Equal(40, Three.Cost("a", "b"));
        Assert.Equal(25, Three.Cost("b", "a"));
        Assert.Equal(0, Three.Cost("a", "a"));
    }

    [Fact]
    public void The_way_back_costs_as_much_when_nobody_says_otherwise()
    {
        Assert.Equal(7, Three.Cost("a", "c"));
        Assert.Equal(7, Three.Cost("c", "a"));
    }

    [Fact]
    public void Where_neither_names_the_other_nothing_is_brought()
    {
        Assert.Null(Three.Cost("b", "c"));
        Assert.Equal(["a", "b"], Three.From("b").Order(StringComparer.Ordinal));
        Assert.Equal(["a", "b", "c"], Three.From("a").Order(StringComparer.Ordinal));
        Assert.Equal(25, Assert.Single(Three.To("b")).Value);
    }

    [Theory]
    [InlineData("transport: { b: -1 }")]
    [InlineData("transport: { b: near }")]
    [InlineData("transport: 40")]
    public void A_price_that_is_none_is_named_with_its_line(string yaml) =>
        Assert.Equal(2, Assert.Single(WorkshopRulesReader.Read($"# rules\n{yaml}", "rules").Faults).Line);

    static WorkshopRules Rules(string yaml) => WorkshopRulesReader.Read(yaml, "rules").Rules!;
}
