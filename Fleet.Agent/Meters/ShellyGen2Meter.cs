using System.Text.Json;
using RestSharp;

namespace Fleet.Agent.Meters;

/// <summary>
/// A Shelly plug of the second generation or later, by its local RPC over HTTP: <c>GET /rpc/Switch.GetStatus?id=0</c>. The counter
/// <c>aenergy.total</c> is in Wh with three decimals and survives power cuts, but not a factory reset.
/// </summary>
public sealed class ShellyGen2Meter : IMeter, IDisposable
{
    /// <summary>Decimals of <c>aenergy.total</c>.</summary>
    const double ResolutionWh = 0.001;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly RestClient _client;

    /// <param name="address">For instance <c>http://192.168.1.40</c>.</param>
    public ShellyGen2Meter(Uri address) => _client = new(new RestClientOptions(address) { Timeout = Patience });

    public async Task<MeterSample?> Read(CancellationToken cancellation)
    {
        var response = await _client.ExecuteAsync(new RestRequest("rpc/Switch.GetStatus").AddQueryParameter("id", 0), cancellation);
        return response is { IsSuccessful: true, Content: { } content } ? Parse(content) : null;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Null when the answer holds no finite counter.</summary>
    internal static MeterSample? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("aenergy", out var energy) || energy.ValueKind != JsonValueKind.Object
                || !energy.TryGetProperty("total", out var total) || !total.TryGetDouble(out var counterWh) || !double.IsFinite(counterWh))
                return null;
            double? powerW = root.TryGetProperty("apower", out var power) && power.ValueKind == JsonValueKind.Number ? power.GetDouble() : null;
            return new(counterWh, powerW, ResolutionWh);
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
