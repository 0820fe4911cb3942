namespace Fleet.Agent.Meters;

public static class MeterFactory
{
    /// <param name="kind">As in <c>MeterSetup.kind</c> of agent.proto; a word of <see cref="Fleet.Core.Energy.MeterKind"/>.</param>
    public static IMeter Create(string kind, string address, TimeProvider time) => MeterAddress.Read(address) is not { } at
        ? new SilentMeter($"'{address}' is no address of a meter. Write it as http://host or mqtt://broker/topic.")
        : kind switch
        {
            "shelly-gen1" => new ShellyGen1Meter(at),
            "shelly-gen2" => new ShellyGen2Meter(at),
            "tasmota" => new TasmotaMeter(at),
            "tasmota-mqtt" => new TasmotaMqttMeter(at, time),
            "homeassistant" => new HomeAssistantMeter(at),
            "fritz" => new FritzMeter(at, time),
            "http-json" => new HttpJsonMeter(at),
            "mqtt" => new MqttMeter(at, time),
            "moonraker" => new MoonrakerMeter(at),
            _ => new SilentMeter($"This agent does not know meters of the kind '{kind}'. Update the agent."),
        };
}
