using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

public sealed class PlanPolicyReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing said\n")]
    public void Nothing_said_is_the_default(string text) => Assert.Equal(PlanPolicy.Default, PlanPolicyReader.Read(text, "policy.yaml").Policy);

    [Fact]
    public void Words_weigh_the_default_and_numbers_are_themselves()
    {
        var policy = PlanPolicyReader.Read("lateness: much\ncarbon: no\nwaiting: little\nfairness: 700\n", "policy.yaml").Policy!;
        Assert.Equal((40, 0, 1, 700), (policy.LatePerSlot, policy.CarbonPermillePerG, policy.WaitPerSlot, policy.FairnessPermille));
        Assert.Equal(PlanPolicy.Default.MovedMachine, policy.MovedMachine);
    }

    [Theory]
    [InlineData("lateness: huge", "policy.yaml:1: 'lateness' must be one of no, little, normal, much, most, or a whole number.")]
    [InlineData("waiting: normal\nspeed: much", "policy.yaml:2: 'speed' is no part of the policy; known are lateness, waiting, setups, energyPerEur, carbon, otherMachine, otherStart, separation, fairness.")]
    [InlineData("lateness: 100000", "policy.yaml:1: 'lateness' must be from 0 to 1000; it is 100000.")]
    [InlineData("carbon: -1", "policy.yaml:1: 'carbon' must be from 0 to 100000; it is -1.")]
    public void What_is_wrong_is_said_with_its_line(string text, string sentence) =>
        Assert.Equal(sentence, PlanPolicyReader.Read(text, "policy.yaml").Faults.Single().ToString());

    [Theory]
    [InlineData("lateness: [")]
    [InlineData("- a list")]
    [InlineData("lateness: much\nlateness: little")]
    public void What_is_no_policy_is_refused(string text) => Assert.False(PlanPolicyReader.Read(text, "policy.yaml").IsGood);
}
