using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Tests.Scheduling.Rules;

public sealed class WorkshopRulesReaderTests
{
    const string Whole =
        """
        # What we agreed on in the plenum
        policy: { carbon: much, lateness: 20 }
        open: { mon-fri: "10:00-20:00", sat: "10:00-12:00, 13:00-16:00" }
        quiet: { mon-sun: "22:00-07:00" }
        people:
          anna: { name: Anna, present: { "tue,thu": "14:00-20:00" } }
        circuits:
          room: { capW: 2300, machines: [p-01, p-02] }
          building: { capW: 9000 }
        machines:
          fraese: { loud: true, induction: cnc, clearMinutes: 10, mayStart: { mon-fri: "10:00-18:00" }, tags: [dust], heatUpW: 1200, workingW: 800, speedPercent: 90 }
          p-01: { autoEject: true }
        price: { eurPerKwh: 0.32, low: { hours: { mon-sun: "22:00-06:00" }, eurPerKwh: 0.24 } }
        materialChange: { minutes: 8, cost: 12 }
        """;

    [Fact]
    public void Everything_that_a_workshop_says_is_understood()
    {
        var rules = Good(Whole);
        Assert.Equal(20, rules.Policy.LatePerSlot);
        Assert.Equal(4 * PlanPolicy.Default.CarbonPermillePerG, rules.Policy.CarbonPermillePerG);
        Assert.Equal(7, rules.Open!.Stretches.Count);
        Assert.Equal("Anna", Assert.Single(rules.People).Name);
        Assert.Equal(2, rules.People[0].Present.Stretches.Count);
        Assert.True(rules.Circuits[0].Feeds("p-01"));
        Assert.False(rules.Circuits[0].Feeds("fraese"));
        Assert.True(rules.Circuits[1].Feeds("fraese"));
        var router = rules.For("fraese");
        Assert.True(router.Loud);
        Assert.Equal(("cnc", 10, 1200, 800, 900), (router.Induction, router.ClearMinutes, router.HeatUpW, router.WorkingW, router.SpeedPermille));
        Assert.True(rules.For("p-01").AutoEject);
        Assert.Equal(MachineRules.Default, rules.For("unknown"));
        Assert.Equal((0.32, 0.24), (rules.Price!.EurPerKwh, rules.Price.LowEurPerKwh));
        Assert.Equal((8, 12), (rules.MaterialChangeMinutes, rules.MaterialChangeCost));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n\n")]
    public void A_workshop_that_says_nothing_is_always_open(string text)
    {
        var rules = Good(text);
        Assert.Null(rules.Open);
        Assert.Equal(PlanPolicy.Default, rules.Policy);
    }

    [Theory]
    [InlineData("opne: { mon: \"10:00-20:00\" }", 1, "'opne' is not known here")]
    [InlineData("open: { mondays: \"10:00-20:00\" }", 1, "are no days")]
    [InlineData("open:\n  mon: \"10-20\"", 2, "are no times of a day")]
    [InlineData("open: { mon: \"24:00-25:00\" }", 1, "are no times of a day")]
    [InlineData("policy: { carbon: lots }", 1, "'carbon' must be one of")]
    [InlineData("circuits:\n  room: { machines: [a] }", 2, "needs capW")]
    [InlineData("circuits: { room: { capW: 0 } }", 1, "must be a number from 1")]
    [InlineData("machines:\n  a:\n    loud: yes", 3, "must be true or false")]
    [InlineData("machines: { a: { clearMinutes: 1.5 } }", 1, "whole number")]
    [InlineData("open: { mon: [", 2, "not readable as YAML")]
    public void What_is_wrong_is_named_with_its_line(string text, int line, string reason)
    {
        var outcome = WorkshopRulesReader.Read(text, "rules");
        Assert.False(outcome.IsGood);
        Assert.Contains(outcome.Faults, fault => fault.Line == line && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Assert.Equal(2, WorkshopRulesReader.Read("colour: red\nmachines: { a: { loud: 3 } }", "rules").Faults.Count);

    [Fact]
    public void Damaged_texts_are_refused_and_never_throw()
    {
        var random = new Random(20261125);
        for (var round = 0; round < 3000; round++)
        {
            var text = Whole.ToCharArray();
            for (var wound = random.Next(1, 6); wound > 0; wound--)
                text[random.Next(text.Length)] = (char)random.Next(32, 127);
            var outcome = WorkshopRulesReader.Read(new string(text), "rules");
            Assert.Equal(outcome.IsGood, outcome.Faults.Count == 0);
        }
    }

    static WorkshopRules Good(string text)
    {
        var outcome = WorkshopRulesReader.Read(text, "rules");
        Assert.True(outcome.IsGood, string.Join('\n', outcome.Faults));
        return outcome.Rules;
    }
}
