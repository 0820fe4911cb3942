using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Fleet.Agent.Simulation;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Simulation;

public sealed class SimulatedPlugTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plug_counts_what_the_machine_draws()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 400);
        using var plug = new SimulatedPlug(rig.Machine, "printer", FreePort());
        using var http = new HttpClient { BaseAddress = new Uri(plug.Url) };
        var device = await http.GetFromJsonAsync<JsonElement>("/rpc/Shelly.GetDeviceInfo", Cancellation);
        Assert.Equal(2, device.GetProperty("gen").GetInt32());
        var (before, truthBefore) = await Read(http);
        await rig.Run(["M140 S60", "M190 S60", "M109 S210", "M83", .. RigMachines.Moves(40, true)]);
        var (after, truthAfter) = await Read(http);
        // Two minutes of a 240 W heater at least.
        Assert.InRange(after - before, 2, 100);
        Assert.Equal(truthAfter - truthBefore, after - before, 1);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/rpc/Switch.GetStatus?id=1", Cancellation)).StatusCode);
    }

    static async Task<(double Wh, double Truth)> Read(HttpClient http)
    {
        var status = await http.GetFromJsonAsync<JsonElement>("/rpc/Switch.GetStatus?id=0", Cancellation);
        var record = await http.GetFromJsonAsync<JsonElement>("/simulation/record", Cancellation);
        Assert.True(status.GetProperty("output").GetBoolean());
        return (status.GetProperty("aenergy").GetProperty("total").GetDouble(), record.GetProperty("energyWh").GetDouble());
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
