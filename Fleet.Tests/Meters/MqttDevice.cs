using System.Globalization;
using MQTTnet;

namespace Fleet.Tests.Meters;

/// <summary>Devices behind a real broker: a plug that tells its state by itself every half second, and one with Tasmota that also answers.</summary>
sealed class MqttDevice : IMeteredDevice
{
    const string Topic = "werkstatt/stecker 1";

    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    readonly CancellationTokenSource _ending = new();
    readonly MosquittoBroker _broker;
    readonly bool _tasmota;
    readonly string _topic;

    MqttDevice(MosquittoBroker broker, bool tasmota)
    {
        (_broker, _tasmota) = (broker, tasmota);
        _topic = $"{Topic}-{Guid.NewGuid():N}";
    }

    public string Kind => _tasmota ? "tasmota-mqtt" : "mqtt";

    public string Address => $"mqtt://fleet:geheim@127.0.0.1:{_broker.Port}/{Uri.EscapeDataString(_topic)}{(_tasmota ? "" : "#energy;unit=kWh;power=power;fresh=0")}";

    public string WrongAddress => $"mqtt://fleet:falsch@127.0.0.1:{_broker.Port}/{Uri.EscapeDataString(_topic)}";

    public double CounterWh { get; set; }

    public double PowerW { get; set; }

    public double StepWh => 0.01;

    public bool TalksRubbish { get; set; }

    public static async Task<MqttDevice> Connect(MosquittoBroker broker, bool tasmota)
    {
        var device = new MqttDevice(broker, tasmota);
        await device._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithCredentials("fleet", "geheim").Build());
        if (tasmota)
        {
            device._client.ApplicationMessageReceivedAsync += async _ => await device.Tell($"stat/{device._topic}/STATUS10");
            await device._client.SubscribeAsync($"cmnd/{device._topic}/Status");
            await device._client.PublishStringAsync($"tele/{device._topic}/LWT", "Online", retain: true);
        }
        else
        {
            _ = device.TellAgainAndAgain();
        }
        return device;
    }

    public Task Leave() => _client.PublishStringAsync($"tele/{_topic}/LWT", "Offline", retain: true);

    public void Dispose()
    {
        _ending.Cancel();
        _client.Dispose();
        _ending.Dispose();
    }

    Task<MqttClientPublishResult> Tell(string topic)
    {
        var (kwh, watts) = ((CounterWh / 1000).ToString("0.00000", CultureInfo.InvariantCulture), PowerW.ToString(CultureInfo.InvariantCulture));
        return _client.PublishStringAsync(topic, TalksRubbish ? "hello" : _tasmota
            ? $$$"""{"StatusSNS":{"Time":"2026-05-01T12:00:00","ENERGY":{"Total":{{{kwh}}},"Power":{{{watts}}} } } }"""
            : $$"""{"energy":{{kwh}},"power":{{watts}},"linkquality":120}""");
    }

    async Task TellAgainAndAgain()
    {
        try
        {
            while (true)
            {
                await Tell(_topic);
                await Task.Delay(100, _ending.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The device is gone.
        }
    }
}
