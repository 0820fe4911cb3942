using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Core.Machines;

namespace Fleet.Tests.Energy;

/// <summary>What a meter's row keeps between two batches, and across an upgrade.</summary>
public sealed class OpenMeterTests
{
    const string Golden =
        """{"Settled":{"Fact":{"AgentId":"pi","Epoch":"e","Sequence":7},"AtMs":60000,"CounterWh":1234.5,"PowerW":84,"ResolutionWh":0.001},"Waiting":[],"Story":[{"MachineId":"ender","RunId":"r1","Phase":1,"FromMs":60000,"ToMs":120000,"ModelW":0,"Unknown":false}],"ToldUntilMs":{"ender":120000},"Before":null,"BeforeWh":0,"Watch":{"Steps":0,"PowerWh":0,"CounterWh":0},"Growing":{"ender":{"RunId":"r1","State":1,"Wh":2.5,"Seconds":60,"StepWh":0.001}}}""";

    [Fact]
    public void It_is_written_as_it_always_was_and_read_back_whole()
    {
        var open = new OpenMeter
        {
            Settled = new(new("pi", "e", 7), 60_000, 1234.5, 84, 0.001), Story = [new("ender", "r1", RunPhase.Processing, 60_000, 120_000)],
            ToldUntilMs = new Dictionary<string, long> { ["ender"] = 120_000 },
            Growing = new Dictionary<string, GrowingSpell> { ["ender"] = new("r1", RunPhase.Processing, 2.5, 60, 0.001) },
        };
        Assert.Equal(Golden, JsonSerializer.Serialize(open));
        Assert.Equal(Golden, JsonSerializer.Serialize(JsonSerializer.Deserialize<OpenMeter>(Golden)));
    }

    [Fact]
    public void A_row_of_an_earlier_version_goes_on_where_it_was()
    {
        var row = new Fleet.Silo.Storage.Rows.MeterRow
        {
            LastCounterWh = 100, LastAtMs = 60_000, Unsettled = """[{"MachineId":"ender","RunId":"r1","Phase":0,"FromMs":60000,"ToMs":90000,"ModelW":250}]""",
        };
        var open = Fleet.Silo.Grains.OpenMeters.Read(row);
        Assert.Equal(100, open.Settled!.CounterWh);
        Assert.Equal(("r1", RunPhase.WarmUp, 90_000), (open.Story[0].RunId, open.Story[0].Phase, open.ToldUntilMs["ender"]));
        Assert.Null(Fleet.Silo.Grains.OpenMeters.Read(new()).Settled);
    }
}
