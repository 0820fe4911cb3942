using MQTTnet;

namespace Fleet.Agent.Meters;

/// <summary>
/// Any topic of a broker: <c>mqtt://user:password@broker:1883/zigbee2mqtt/plug#energy;unit=kWh;power=power</c>; without a pick the payload is
/// the number itself. A reading is what the device says from now on, or said within the last seconds: an old value would move energy from
/// one run to the next. Options: <c>fresh</c>, seconds that a value counts as new (10); <c>availability</c>, a topic that says whether the
/// device is there.
/// </summary>
public class MqttMeter : IMeter, IDisposable
{
    readonly MeterAddress _address;
    readonly TimeProvider _time;
    readonly MqttSubscription _broker;
    readonly CounterStep _step = new();
    readonly TimeSpan _fresh;

    public MqttMeter(MeterAddress address, TimeProvider time)
        : this(address, time, address.Path, [])
    {
    }

    private protected MqttMeter(MeterAddress address, TimeProvider time, string topic, IReadOnlyList<string> more)
    {
        (_address, _time) = (address, time);
        _fresh = TimeSpan.FromSeconds(address.Number("fresh", 10));
        var availability = address.Options.GetValueOrDefault("availability");
        _broker = new(address, [topic, .. more], availability, time);
    }

    private protected MqttSubscription Broker => _broker;

    private protected virtual string Counter => _address.Pick;

    private protected virtual string? Power => _address.Options.GetValueOrDefault("power");

    private protected virtual string Unit => _address.Options.GetValueOrDefault("unit", "Wh");

    public async Task<MeterAnswer> Read(CancellationToken cancellation)
    {
        if (Units.ToWh(Unit) is not { } toWh)
            return MeterAnswer.Failed($"'{Unit}' is no unit of energy. Write unit=Wh, kWh, MWh, Wmin, J or MJ behind the # of the address.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(MeterPatience.Span);
        try
        {
            if (await _broker.Connect(patience.Token) is { } trouble)
                return MeterAnswer.Failed(trouble);
            if (_broker.SaysOffline)
                return MeterAnswer.Failed($"The device at {_address.Path} says that it is offline. Check that it has power and network.");
            if (await Newest(patience.Token) is not { } message)
                return MeterAnswer.Failed(_broker.HeardEver
                    ? $"{_address.Path} has said nothing new for a moment. Where that happens often, let the device report more often."
                    : $"Nobody says anything at {_address.Path} on {_address.Root}. Check the topic.");
            return Sample(message, toWh) is { } sample ? sample
                : MeterAnswer.Failed($"What {_address.Path} says has no number{(Counter.Length > 0 ? $" at {Counter}" : "")}. Check what is picked out of it, behind the # of the address.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return MeterAnswer.Failed($"The broker {_address.Root} does not answer. Check that it runs, and the address.");
        }
    }

    public void Dispose()
    {
        _broker.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the device, where it can be asked.</summary>
    private protected virtual Task Ask(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A message that is fresh, or the next one within the patience; null for none.</summary>
    async Task<string?> Newest(CancellationToken cancellation)
    {
        var next = _broker.Next();
        await Ask(cancellation);
        if (_broker.Last is { } last && _time.GetElapsedTime(last.At) <= _fresh)
            return last.Text;
        try
        {
            return await next.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    MeterSample? Sample(string message, double toWh)
    {
        using var document = JsonPick.Parse(message);
        var text = document is null ? Counter.Length == 0 ? message.Trim() : null : JsonPick.Text(document.RootElement, Counter);
        if (text is null || CounterStep.Read(text) is not { } count)
            return null;
        var toW = Units.ToW(_address.Options.GetValueOrDefault("powerUnit", "W"));
        var watts = document is not null && Power is { } power && JsonPick.Text(document.RootElement, power) is { } powerText ? CounterStep.Read(powerText) * toW : null;
        return new(count * toWh, watts, _step.Of(text, toWh));
    }
}
