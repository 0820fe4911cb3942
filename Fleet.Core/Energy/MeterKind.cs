namespace Fleet.Core.Energy;

/// <summary>A kind of meter that agents can read.</summary>
/// <param name="Word">As in <c>MeterSetup.kind</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Example">An address as a person types it.</param>
/// <param name="RolloverWh">Where its counter begins again, Wh; null: never in practice.</param>
public sealed record MeterKind(string Word, string Name, string Example, double? RolloverWh = null)
{
    /// <summary>Tasmota counts in an int32 of 10⁻⁵ kWh.</summary>
    const double TasmotaTopWh = 21_474_836.47;

    /// <summary>Shelly's first generation counts Watt-minutes in a uint32.</summary>
    const double ShellyGen1TopWh = 4294967296.0 / 60;

    /// <summary>
    /// All of them. Addresses are URLs; user and password stand before the host (<c>http://user:password@host</c>); what to pick out of an
    /// answer and how to read it stands behind <c>#</c>.
    /// </summary>
    public static IReadOnlyList<MeterKind> All { get; } =
    [
        new("shelly-gen2", "Shelly (Plus, Pro, Gen2 and later)", "http://192.168.1.40"),
        new("shelly-gen1", "Shelly (first generation)", "http://192.168.1.40", ShellyGen1TopWh),
        new("tasmota", "Tasmota, over HTTP", "http://192.168.1.41", TasmotaTopWh),
        new("tasmota-mqtt", "Tasmota, over MQTT", "mqtt://broker/tasmota_A1B2C3", TasmotaTopWh),
        new("homeassistant", "Home Assistant sensor", "http://token@homeassistant.local:8123/sensor.plug_energy"),
        new("fritz", "FRITZ!DECT, over the FRITZ!Box", "http://user:password@fritz.box/116570123456"),
        new("http-json", "Any HTTP address with JSON", "http://host/status#energy.total;unit=kWh"),
        new("mqtt", "Any MQTT topic", "mqtt://broker/zigbee2mqtt/plug#energy;unit=kWh"),
        new("moonraker", "The machine's own report (Moonraker sensor)", "http://printer:7125/power#energy;unit=kWh"),
    ];

    public static MeterKind? Find(string? word) => All.FirstOrDefault(kind => kind.Word == word);
}
