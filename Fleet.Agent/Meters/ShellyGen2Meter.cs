using System.Globalization;
using System.Text.Json;

namespace Fleet.Agent.Meters;

/// <summary>
/// A Shelly of the second generation or later, by its local RPC over HTTP. The counter <c>aenergy.total</c> is in Wh with three decimals and
/// survives power cuts, but not a factory reset. Options: <c>id</c>, the channel; <c>component</c>: switch (default), pm1, em1 or em (three
/// phases together).
/// </summary>
public sealed class ShellyGen2Meter(MeterAddress address) : HttpMeter(address)
{
    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var channel = Address.Number("id", 0).ToString(CultureInfo.InvariantCulture);
        switch (Address.Options.GetValueOrDefault("component", "switch").ToLowerInvariant())
        {
            case "em":
                return await WithPower(
                    await GetJson($"rpc/EMData.GetStatus?id={channel}", root => Pick(root, "total_act", 1), "total_act", cancellation), $"rpc/EM.GetStatus?id={channel}", "total_act_power", cancellation);
            case "em1":
                return await WithPower(
                    await GetJson($"rpc/EM1Data.GetStatus?id={channel}", root => Pick(root, "total_act_energy", 1), "total_act_energy", cancellation), $"rpc/EM1.GetStatus?id={channel}", "act_power", cancellation);
            case "pm1":
                return await GetJson($"rpc/PM1.GetStatus?id={channel}", Status, "aenergy.total", cancellation);
            default:
                return await GetJson($"rpc/Switch.GetStatus?id={channel}", Status, "aenergy.total", cancellation);
        }
    }

    MeterSample? Status(JsonElement root) => Pick(root, "aenergy.total", 1, "apower") is { } sample ? sample with { ResolutionWh = 0.001 } : null;

    /// <summary>Counters and powers of the three-phase meters are at different addresses.</summary>
    async Task<MeterAnswer> WithPower(MeterAnswer answer, string path, string name, CancellationToken cancellation)
    {
        if (answer.Sample is not { } sample || (await Get(path, cancellation)).Body is not { } body)
            return answer;
        using var document = JsonPick.Parse(body);
        return document is not null && JsonPick.Text(document.RootElement, name) is { } text ? sample with { PowerW = CounterStep.Read(text) } : answer;
    }
}
