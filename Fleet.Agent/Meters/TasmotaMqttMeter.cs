namespace Fleet.Agent.Meters;

/// <summary>
/// A plug with Tasmota, over MQTT: <c>mqtt://broker/TOPIC</c>, where TOPIC is the device's own (Configuration, MQTT). It is asked for each
/// reading (<c>cmnd/TOPIC/Status 10</c>), so that the counter is of that very moment.
/// </summary>
public sealed class TasmotaMqttMeter : MqttMeter
{
    readonly string _topic;

    public TasmotaMqttMeter(MeterAddress address, TimeProvider time)
        : base(MeterAddressOf(address), time, $"stat/{address.Path}/STATUS10", []) => _topic = address.Path;

    private protected override string Counter => "StatusSNS.ENERGY.Total";

    private protected override string? Power => "StatusSNS.ENERGY.Power";

    private protected override string Unit => "kWh";

    private protected override Task Ask(CancellationToken cancellation) => Broker.Say($"cmnd/{_topic}/Status", "10", cancellation);

    /// <summary>It can always be asked, so that only an answer to this very question counts; and it says when it goes.</summary>
    static MeterAddress MeterAddressOf(MeterAddress address) =>
        MeterAddress.Read($"{address.Uri.GetLeftPart(UriPartial.Path)}#fresh=0;availability=tele/{address.Path}/LWT")!;
}
