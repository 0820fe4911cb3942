using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Fleet.Agent.Simulation;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Simulation;

public sealed class SimulatedPlugTests
{
    /// <summary>Wh on the simulated plug's counter before its machine drew anything.</summary>
    const double CountedBeforeWh = 1234.5;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plug_counts_what_the_machine_draws()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 400);
        using var plug = new SimulatedPlug(rig.Machine, "printer", FreePort());
        using var http = new HttpClient { BaseAddress = new Uri(plug.Url) };
        var device = await http.GetFromJsonAsync<JsonElement>("/rpc/Shelly.GetDeviceInfo", Cancellation);
        Assert.Equal(2, device.GetProperty("gen").GetInt32());
        double before = await Count(http);
        await rig.Run(["M140 S60", "M190 S60", "M109 S210", "M83", .. RigMachines.Moves(40, true)]);
        double after = await Count(http);
        // Two minutes of a 240 W heater at least.
        Assert.InRange(after - before, 2, 100);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/rpc/Switch.GetStatus?id=1", Cancellation)).StatusCode);
    }

    /// <summary>The plug's counter in Wh, held against the machine's own record: one reading of the record before it and one after it.</summary>
    static async Task<double> Count(HttpClient http)
    {
        double truthBefore = await Truth(http);
        var status = await http.GetFromJsonAsync<JsonElement>("/rpc/Switch.GetStatus?id=0", Cancellation);
        double truthAfter = await Truth(http);
        Assert.True(status.GetProperty("output").GetBoolean());
        double counted = status.GetProperty("aenergy").GetProperty("total").GetDouble();
        // The plug has a resolution of a milliwatt-hour and was not new.
        Assert.InRange(counted - CountedBeforeWh, truthBefore - 0.001, truthAfter + 0.001);
        return counted;
    }

    static async Task<double> Truth(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/simulation/record", Cancellation)).GetProperty("energyWh").GetDouble();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
