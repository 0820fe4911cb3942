using System.Text.Json;
using Fleet.Agent.Meters;

namespace Fleet.Tests.Meters;

public sealed class MeterAddressTests
{
    [Fact]
    public void An_address_is_taken_apart()
    {
        var address = MeterAddress.Read("mqtt://fleet:ge%40heim@broker:1884/zigbee2mqtt/plug%201#energy.total;unit=kWh;fresh=30")!;
        Assert.Equal(("fleet", "ge@heim", "zigbee2mqtt/plug 1", "energy.total"), (address.User, address.Password, address.Path, address.Pick));
        Assert.Equal(("kWh", 30), (address.Options["UNIT"], address.Number("fresh", 10)));
        Assert.Equal("mqtt://broker:1884/", address.Root.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.168.1.40")]
    [InlineData("http://")]
    public void What_is_no_address_is_none(string text) => Assert.Null(MeterAddress.Read(text));

    [Theory]
    [InlineData("a.b", "1.50")]
    [InlineData("list[1].x", "7")]
    [InlineData("list[2].x", null)]
    [InlineData("a", null)]
    [InlineData("a.b.c", null)]
    [InlineData("list[-1]", null)]
    [InlineData("list[x]", null)]
    [InlineData("word", "12,5")]
    public void A_value_is_picked_by_its_path(string path, string? expected)
    {
        using var document = JsonDocument.Parse("""{"a":{"b":1.50},"list":[{"x":5},{"x":7}],"word":"12,5"}""");
        Assert.Equal(expected, JsonPick.Text(document.RootElement, path));
    }

    [Theory]
    [InlineData("2$10000$5A1711$2000$5A1722", "1example!", "5A1722$1798a1672bca7c6463d6b245f82b53703b0f50813401b03e4045a5861e689adb")]
    [InlineData("1234567z", "äbc", "1234567z-9e224a41eeefa284df7bb0f26c2913e2")]
    public void The_makers_examples_of_a_challenge_are_answered(string challenge, string password, string expected) =>
        Assert.Equal(challenge.Contains('$', StringComparison.Ordinal) ? expected : null, FritzChallenge.Answer(challenge, password));

    [Fact]
    public void A_box_of_before_2021_is_answered_too() =>
        Assert.Equal("12345678-", FritzChallenge.Answer("12345678", "geheim")![..9]);

    [Theory]
    [InlineData("")]
    [InlineData("2$x$5A$1$5A")]
    [InlineData("2$1$zz$1$5A")]
    [InlineData("3$1$5A$1$5A")]
    public void A_challenge_of_another_kind_is_not_answered(string challenge) => Assert.Null(FritzChallenge.Answer(challenge, "x"));
}
