using System.Globalization;

namespace Fleet.Agent.Meters;

/// <summary>
/// A Shelly of the first generation: <c>GET /status</c>. Relays count whole Watt-minutes and forget them without power; 3EM and EM count Wh
/// and keep them. Option <c>id</c>: the channel, 0 for the first.
/// </summary>
public sealed class ShellyGen1Meter(MeterAddress address) : HttpMeter(address)
{
    public override Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var channel = Address.Number("id", 0).ToString(CultureInfo.InvariantCulture);
        return GetJson("status", root => Pick(root, $"emeters[{channel}].total", 1, $"emeters[{channel}].power")
            ?? Pick(root, $"meters[{channel}].total", 1 / 60.0, $"meters[{channel}].power"), "a meter's total", cancellation);
    }
}
