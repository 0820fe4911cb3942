namespace Fleet.Agent.Meters;

/// <summary>
/// A plug with Tasmota, over HTTP: <c>GET /cm?cmnd=Status 10</c>. Counts kWh with as many decimals as its EnergyRes says; after a power cut
/// it goes on from what it last saved. Option <c>id</c>: the channel of a device with several.
/// </summary>
public sealed class TasmotaMeter(MeterAddress address) : HttpMeter(address, signIn: false)
{
    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var who = Address.User.Length > 0 ? $"user={Uri.EscapeDataString(Address.User)}&password={Uri.EscapeDataString(Address.Password)}&" : "";
        var answer = await GetJson($"cm?{who}cmnd=Status%2010", root => Energy(root, "StatusSNS"), "an energy counter (StatusSNS.ENERGY.Total)", cancellation);
        // A wrong password is answered with 200 and a warning instead of a status.
        return answer.Sample is null && (await Get($"cm?{who}cmnd=Status%2010", cancellation)).Body is { } body && body.Contains("WARNING", StringComparison.Ordinal)
            ? MeterAnswer.Failed($"{Address.Root} wants a user and password, or other ones. Write them as http://user:password@{Address.Uri.Host}.")
            : answer;
    }

    MeterSample? Energy(System.Text.Json.JsonElement root, string where)
    {
        var channel = $"[{Address.Number("id", 0)}]";
        return Pick(root, $"{where}.ENERGY.Total", 1000, $"{where}.ENERGY.Power") is { } sample
            // One total for all channels, and powers by channel: then power says nothing of the total.
            ? sample
            : Pick(root, $"{where}.ENERGY.Total{channel}", 1000, $"{where}.ENERGY.Power{channel}");
    }
}
