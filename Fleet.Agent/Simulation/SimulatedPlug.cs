using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Fleet.Agent.Simulation;

/// <summary>
/// A metering plug that answers like a Shelly of the second generation and counts what its simulated machine draws. Beside it, at
/// <c>/simulation/record</c>, the machine's own truth, and at <c>/simulation/lines</c> every line that it executed, for tests to hold the
/// ledger against.
/// </summary>
sealed class SimulatedPlug : IDisposable
{
    readonly HttpListener _listener = new();
    readonly SimulatedMachine _machine;
    readonly string _name;

    /// <summary>
    /// Wh that this make counts before a machine is plugged in; a meter is never new. Fixed, so that a restarted simulation does not look
    /// like a counter that ran backwards by a random amount.
    /// </summary>
    const double CountedBeforeWh = 1234.5;

    internal SimulatedPlug(SimulatedMachine machine, string name, int port)
    {
        _machine = machine;
        _name = name;
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        _listener.Prefixes.Add(Url + "/");
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/"));
        _listener.Start();
        _ = Task.Run(Serve);
    }

    internal string Url { get; }

    public void Dispose() => _listener.Close();

    async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await Answer(context);
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The caller hung up, or the plug is being unplugged.
            }
        }
    }

    async Task Answer(HttpListenerContext context)
    {
        string? body = context.Request.Url?.AbsolutePath switch
        {
            "/shelly" or "/rpc/Shelly.GetDeviceInfo" => DeviceInfo(),
            "/rpc/Switch.GetStatus" when context.Request.QueryString["id"] is "0" => SwitchStatus(),
            "/simulation/record" => Record(),
            "/simulation/lines" => JsonSerializer.Serialize(_machine.Record.Lines),
            _ => null,
        };
        context.Response.StatusCode = body == null ? 404 : 200;
        context.Response.ContentType = "application/json";
        byte[] bytes = Encoding.UTF8.GetBytes(body ?? "{\"code\":404,\"message\":\"No handler for this path\"}");
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    string DeviceInfo() => JsonSerializer.Serialize(new
    {
        id = $"shellyplusplugs-{_name}", mac = "000000000000", model = "SNPL-00112EU", gen = 2, fw_id = "simulated", ver = "1.4.4", app = "PlusPlugS", auth_en = false,
    });

    string SwitchStatus()
    {
        double watts = 0, wattHours = 0;
        _machine.With(firmware =>
        {
            watts = firmware.PowerW;
            wattHours = _machine.Record.EnergyWh;
        });
        return string.Create(CultureInfo.InvariantCulture,
            $"{{\"id\":0,\"source\":\"init\",\"output\":true,\"apower\":{watts:0.0},\"voltage\":230.1,\"freq\":50.0,\"current\":{watts / 230.1:0.000},\"aenergy\":{{\"total\":{CountedBeforeWh + wattHours:0.000}}},\"temperature\":{{\"tC\":31.2,\"tF\":88.2}}}}");
    }

    string Record()
    {
        double[] position = [];
        double wattHours = 0;
        bool idle = false;
        _machine.With(firmware =>
        {
            position = firmware.Planner.PositionAt(_machine.Clock.Seconds)[..3];
            wattHours = _machine.Record.EnergyWh;
            idle = firmware.Planner.Empty;
        });
        return JsonSerializer.Serialize(new
        {
            machine = _name,
            executedLines = _machine.Record.Count,
            extrudedMm = _machine.Record.ExtrudedMm,
            energyWh = wattHours,
            position,
            idle,
            lineHashChain = _machine.Record.Chain,
            simulatedSeconds = _machine.Clock.Seconds,
        });
    }
}
