using System.Text.Json;

namespace Fleet.Agent.Meters;

/// <summary>
/// A sensor of Home Assistant: <c>http://TOKEN@homeassistant.local:8123/sensor.plug_energy</c>, with a long-lived access token. The unit is
/// the sensor's own. Option <c>power</c>: the sensor of the power beside it.
/// </summary>
public sealed class HomeAssistantMeter(MeterAddress address) : HttpMeter(address, signIn: false)
{
    public override async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        var (body, trouble) = await Get($"api/states/{Address.Path}", cancellation, ("Authorization", $"Bearer {Address.User}"));
        if (body is null)
            return MeterAnswer.Failed(trouble.Contains("password", StringComparison.Ordinal)
                ? $"{Address.Root} does not accept the token. Make a long-lived access token in your Home Assistant profile and write it before the host: http://TOKEN@{Address.Uri.Host}."
                : trouble);
        using var document = JsonPick.Parse(body);
        if (document is null || JsonPick.Text(document.RootElement, "state") is not { } state)
            return MeterAnswer.Failed($"{Address.Root} answers, but with no sensor's state. Check the address.");
        if (state is "unknown" or "unavailable")
            return MeterAnswer.Failed($"Home Assistant has no value of {Address.Path} now ({state}). Check the plug that it belongs to.");
        var unit = JsonPick.Text(document.RootElement, "attributes.unit_of_measurement");
        if (Units.ToWh(unit) is not { } toWh)
            return MeterAnswer.Failed($"{Address.Path} counts in '{unit}', which is no energy. Choose the sensor that counts kWh.");
        return CounterStep.Read(state) is { } count
            ? new MeterSample(count * toWh, await Power(cancellation), Step.Of(state, toWh))
            : MeterAnswer.Failed($"{Address.Path} says '{state}', which is no number. Check the sensor.");
    }

    async Task<double?> Power(CancellationToken cancellation)
    {
        if (!Address.Options.TryGetValue("power", out var sensor) || (await Get($"api/states/{sensor}", cancellation, ("Authorization", $"Bearer {Address.User}"))).Body is not { } body)
            return null;
        using var document = JsonPick.Parse(body);
        return document?.RootElement is { } root && JsonPick.Text(root, "state") is { } state && Units.ToW(JsonPick.Text(root, "attributes.unit_of_measurement")) is { } toW
            ? CounterStep.Read(state) * toW : null;
    }
}
