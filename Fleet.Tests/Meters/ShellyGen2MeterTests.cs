using Fleet.Agent.Meters;

namespace Fleet.Tests.Meters;

public sealed class ShellyGen2MeterTests
{
    [Fact]
    public void A_plugs_answer_becomes_counter_and_power()
    {
        // As a Plus Plug S answers.
        var sample = ShellyGen2Meter.Parse(
            """{"id":0,"source":"init","output":true,"apower":84.3,"voltage":231.2,"current":0.41,"aenergy":{"total":1234.567,"by_minute":[0,0,0],"minute_ts":1},"temperature":{"tC":30.1}}""");
        Assert.Equal(new(1234.567, 84.3, 0.001), sample);
    }

    [Fact]
    public void A_switch_without_power_metering_still_counts() =>
        Assert.Equal(new(5, null, 0.001), ShellyGen2Meter.Parse("""{"aenergy":{"total":5}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"aenergy":null}""")]
    [InlineData("""{"aenergy":{"total":"12"}}""")]
    [InlineData("""{"code":404,"message":"No handler for Switch.GetStatus"}""")]
    public void Nonsense_is_missing_and_not_zero(string answer) => Assert.Null(ShellyGen2Meter.Parse(answer));

    [Fact]
    public async Task A_plug_that_is_not_there_is_missing()
    {
        using var meter = new ShellyGen2Meter(new("http://127.0.0.1:1"));
        Assert.Null(await meter.Read(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_kind_of_meter_never_answers() =>
        Assert.Null(await MeterFactory.Create("abacus", "http://127.0.0.1").Read(TestContext.Current.CancellationToken));
}
