using MQTTnet;
using MQTTnet.Exceptions;

namespace Fleet.Agent.Meters;

/// <summary>One connection to a broker and what it says on a few topics. Connects when first needed, and again after it broke.</summary>
sealed class MqttSubscription : IDisposable
{
    const int DefaultPort = 1883, DefaultTlsPort = 8883;

    readonly MeterAddress _address;
    readonly IReadOnlyList<string> _topics;
    readonly string? _availability;
    readonly TimeProvider _time;
    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    readonly SemaphoreSlim _connecting = new(1, 1);
    readonly Lock _gate = new();
    TaskCompletionSource<string> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="topics">What the counter is read from; a message on any of them counts.</param>
    /// <param name="availability">Says <c>offline</c> while the device is away; null: nobody says.</param>
    public MqttSubscription(MeterAddress address, IReadOnlyList<string> topics, string? availability, TimeProvider time)
    {
        (_address, _topics, _availability, _time) = (address, topics, availability, time);
        _client.ApplicationMessageReceivedAsync += Hear;
    }

    /// <summary>The newest message and when it came. A message that the broker had kept from before is none: nobody knows its age.</summary>
    public (string Text, long At)? Last { get; private set; }

    /// <summary>Anything at all was said on the topics, also by messages that the broker had kept.</summary>
    public bool HeardEver { get; private set; }

    public bool SaysOffline { get; private set; }

    /// <summary>The next message from now on.</summary>
    public Task<string> Next()
    {
        lock (_gate)
            return _next.Task;
    }

    /// <summary>Null when connected, else what is wrong.</summary>
    public async Task<string?> Connect(CancellationToken cancellation)
    {
        if (_client.IsConnected)
            return null;
        await _connecting.WaitAsync(cancellation);
        try
        {
            if (_client.IsConnected)
                return null;
            var encrypted = _address.Uri.Scheme == "mqtts";
            var options = new MqttClientOptionsBuilder()
                .WithTcpServer(_address.Uri.Host, _address.Uri.Port > 0 ? _address.Uri.Port : encrypted ? DefaultTlsPort : DefaultPort)
                .WithTimeout(MeterPatience.Span).WithCleanSession();
            if (_address.User.Length > 0)
                options = options.WithCredentials(_address.User, _address.Password);
            if (encrypted)
                options = options.WithTlsOptions(tls => tls.UseTls());
            var answer = await _client.ConnectAsync(options.Build(), cancellation);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
                return Refused;
            foreach (var topic in _availability is null ? _topics : [.. _topics, _availability])
                await _client.SubscribeAsync(topic, cancellationToken: cancellation);
            return null;
        }
        catch (Exception failure) when (failure is MqttCommunicationException or System.Net.Sockets.SocketException or IOException)
        {
            return $"The broker {_address.Root} does not answer. Check that it runs, and the address.";
        }
        finally
        {
            _connecting.Release();
        }
    }

    public Task Say(string topic, string text, CancellationToken cancellation) => _client.PublishStringAsync(topic, text, cancellationToken: cancellation);

    public void Dispose()
    {
        _client.ApplicationMessageReceivedAsync -= Hear;
        _client.Dispose();
        _connecting.Dispose();
    }

    string Refused => $"The broker {_address.Root} wants a user and password, or other ones. Write them as mqtt://user:password@{_address.Uri.Host}/topic.";

    Task Hear(MqttApplicationMessageReceivedEventArgs heard)
    {
        var text = heard.ApplicationMessage.ConvertPayloadToString() ?? "";
        if (heard.ApplicationMessage.Topic == _availability)
        {
            SaysOffline = text.Contains("offline", StringComparison.OrdinalIgnoreCase);
            return Task.CompletedTask;
        }
        HeardEver = true;
        if (heard.ApplicationMessage.Retain)
            return Task.CompletedTask;
        TaskCompletionSource<string> next;
        lock (_gate)
        {
            Last = (text, _time.GetTimestamp());
            (next, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        next.TrySetResult(text);
        return Task.CompletedTask;
    }
}
