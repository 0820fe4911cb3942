using Fleet.Agent.Journal;
using Fleet.Agent.Stations;
using Fleet.Protocol;

namespace Fleet.Tests.Meters;

/// <summary>What a station writes down of its machine's meters.</summary>
public sealed class MeterPostTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-post-").FullName;
    readonly FactJournal _journal;

    public MeterPostTests() => _journal = new(Path.Combine(_folder, "journal.db"), new(TimeProvider.System));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_reading_says_what_the_machine_did_until_then()
    {
        using var device = new HttpDevice.ShellyGen1 { CounterWh = 10, PowerW = 5 };
        using var post = Post(("plug", "shelly-gen1", device.Address));
        await post.Close(Cancellation);
        post.Now("r1", Phase.WarmUp);
        await post.Close(Cancellation);
        post.Now("", Phase.Standby);
        await post.Rest(Phase.Standby, Cancellation);
        await post.Rest(Phase.Off, Cancellation);
        await post.Close(Cancellation);
        Assert.Equal([("", Phase.Standby), ("r1", Phase.WarmUp), ("", Phase.Standby), ("", Phase.Off)],
            _journal.Read(0, 10).Select(entry => (entry.MeterReading.RunId, entry.MeterReading.Phase)));
        Assert.Equal(5, post.PowerW);
    }

    [Fact]
    public async Task A_run_is_no_rest()
    {
        using var device = new HttpDevice.ShellyGen1();
        using var post = Post(("plug", "shelly-gen1", device.Address));
        post.Now("r1", Phase.Processing);
        await post.Rest(Phase.Ready, Cancellation);
        Assert.Empty(_journal.Read(0, 10));
    }

    [Fact]
    public async Task A_meter_that_does_not_answer_is_left_in_peace_until_a_fact_is_due_and_its_neighbour_is_not()
    {
        var asked = 0;
        using var dead = new DeviceServer(_ => (Interlocked.Increment(ref asked) > 0 ? 500 : 200, ""));
        using var device = new HttpDevice.ShellyGen1 { CounterWh = 10, PowerW = 7 };
        using var post = Post(("dead", "http-json", $"http://127.0.0.1:{dead.Port}/#total"), ("plug", "shelly-gen1", device.Address));
        Assert.True(await post.Look(Cancellation));
        Assert.Equal(1, asked);
        Assert.False(await post.Look(Cancellation));
        Assert.Equal((1, 7), (asked, post.PowerW));
        await post.Close(Cancellation);
        Assert.Equal(2, asked);
        Assert.Single(post.Troubles);
        Assert.Equal([false, true, false, true], _journal.Read(0, 10).Select(entry => entry.MeterReading.HasCounterWh));
    }

    MeterPost Post(params (string Id, string Kind, string Address)[] meters)
    {
        var setup = new MachineSetup { MachineId = "ender" };
        setup.Meters.AddRange(meters.Select(meter => new MeterSetup { MeterId = meter.Id, Kind = meter.Kind, Address = meter.Address }));
        return new(setup, _journal, TimeProvider.System);
    }
}
