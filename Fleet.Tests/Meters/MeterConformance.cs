using Fleet.Agent.Meters;

namespace Fleet.Tests.Meters;

/// <summary>What every kind of meter must do.</summary>
public sealed class MeterConformance(MosquittoBroker broker) : IClassFixture<MosquittoBroker>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. Fleet.Core.Energy.MeterKind.All.Select(kind => kind.Word)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Counter_and_power_are_read_in_Wh_and_W(string kind)
    {
        using var device = await Device(kind);
        using var meter = Meter(kind, device.Address);
        (device.CounterWh, device.PowerW) = (1234, 84.5);
        var sample = await Sample(meter, device);
        Assert.Equal(84.5, sample.PowerW!.Value, 6);
        Assert.InRange(sample.ResolutionWh, device.StepWh * 0.99, device.StepWh * 1.01);
        device.CounterWh = 1300;
        Assert.InRange((await Sample(meter, device)).CounterWh - sample.CounterWh, 66 - 2 * device.StepWh, 66 + 2 * device.StepWh);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Rubbish_is_missing_and_not_zero_and_says_what_to_do(string kind)
    {
        using var device = await Device(kind);
        using var meter = Meter(kind, device.Address);
        device.TalksRubbish = true;
        var answer = await ReadUntil(meter, answer => answer.Sample is null && answer.Trouble is { Length: > 0 });
        Assert.Null(answer.Sample);
        Assert.EndsWith(".", answer.Trouble, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_device_that_is_not_there_is_missing_within_the_patience(string kind)
    {
        using var meter = Meter(kind, kind.Contains("mqtt", StringComparison.Ordinal) ? "mqtt://127.0.0.1:1/plug" : "http://user:password@127.0.0.1:1/plug");
        var answer = await meter.Read(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Null(answer.Sample);
        Assert.Contains("does not answer", answer.Trouble, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_wrong_password_is_named(string kind)
    {
        using var device = await Device(kind);
        if (device.WrongAddress is not { } wrong)
            return; // Asks for none.
        using var meter = Meter(kind, wrong);
        var answer = await meter.Read(Cancellation);
        Assert.Null(answer.Sample);
        Assert.Contains(kind == "homeassistant" ? "token" : "password", answer.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_kind_and_an_address_that_is_none_say_so()
    {
        Assert.Contains("abacus", (await MeterFactory.Create("abacus", "http://host", TimeProvider.System).Read(Cancellation)).Trouble, StringComparison.Ordinal);
        Assert.Contains("nowhere", (await MeterFactory.Create("tasmota", "nowhere", TimeProvider.System).Read(Cancellation)).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_FRITZ_Box_that_forgot_the_session_is_signed_in_to_again()
    {
        using var device = new HttpDevice.Fritz { CounterWh = 500 };
        using var meter = Meter("fritz", device.Address);
        Assert.Equal(500, (await meter.Read(Cancellation)).Sample!.CounterWh);
        device.ForgetSessions();
        device.CounterWh = 501;
        Assert.Equal(501, (await meter.Read(Cancellation)).Sample!.CounterWh);
    }

    [Fact]
    public async Task A_FRITZ_Box_that_blocks_is_left_in_peace()
    {
        using var device = new HttpDevice.Fritz();
        using var meter = Meter("fritz", device.WrongAddress);
        await meter.Read(Cancellation);
        Assert.Contains("takes no password for", (await meter.Read(Cancellation)).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Tasmota_that_said_goodbye_is_offline()
    {
        using var device = await MqttDevice.Connect(broker, tasmota: true);
        using var meter = Meter("tasmota-mqtt", device.Address);
        await Sample(meter, device);
        await device.Leave();
        Assert.Contains("offline", (await ReadUntil(meter, answer => answer.Sample is null)).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_broker_has_kept_from_before_is_no_reading()
    {
        using var client = new MQTTnet.MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithCredentials("fleet", "geheim").Build(), Cancellation);
        await MQTTnet.MqttClientExtensions.PublishStringAsync(client, "kept/plug", "12.5", retain: true, cancellationToken: Cancellation);
        using var meter = Meter("mqtt", $"mqtt://fleet:geheim@127.0.0.1:{broker.Port}/kept/plug#unit=kWh");
        Assert.Null((await meter.Read(Cancellation)).Sample);
        await MQTTnet.MqttClientExtensions.PublishStringAsync(client, "kept/plug", "12.6", cancellationToken: Cancellation);
        Assert.Equal(12_600, (await ReadUntil(meter, answer => answer.Sample is not null)).Sample!.CounterWh, 6);
    }

    [Theory]
    [InlineData("unknown", "has no value")]
    [InlineData("unavailable", "has no value")]
    [InlineData("warm", "no number")]
    public async Task A_sensor_without_a_number_says_why(string state, string expected)
    {
        using var server = new DeviceServer(_ => (200, $$"""{"state":"{{state}}","attributes":{"unit_of_measurement":"kWh"} }"""));
        using var meter = Meter("homeassistant", $"http://token@127.0.0.1:{server.Port}/sensor.x");
        Assert.Contains(expected, (await meter.Read(Cancellation)).Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("-5", -5.0)]
    public async Task A_counter_that_cannot_be_is_handed_on_with_a_warning(string said, double expected)
    {
        using var server = new DeviceServer(_ => (200, $$"""{"total":"{{said}}"}"""));
        using var meter = Meter("http-json", $"http://127.0.0.1:{server.Port}/#total");
        var answer = await meter.Read(Cancellation);
        Assert.Equal(expected, answer.Sample!.CounterWh);
        Assert.Contains("Check", answer.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kWh", 1000)]
    [InlineData("Wmin", 1 / 60.0)]
    [InlineData("MJ", 1000 / 3.6)]
    public async Task Units_are_read(string unit, double factor)
    {
        using var server = new DeviceServer(_ => (200, "12.5"));
        using var meter = Meter("http-json", $"http://127.0.0.1:{server.Port}/#unit={unit}");
        Assert.Equal(12.5 * factor, (await meter.Read(Cancellation)).Sample!.CounterWh, 9);
    }

    static async Task<MeterSample> Sample(TestedMeter meter, IMeteredDevice device) =>
        (await ReadUntil(meter, answer => answer.Sample is { } sample && Math.Abs(sample.CounterWh - device.CounterWh) <= device.StepWh)).Sample!;

    /// <summary>What comes over a broker takes a moment; what is asked directly is right at once.</summary>
    static async Task<MeterAnswer> ReadUntil(TestedMeter meter, Func<MeterAnswer, bool> holds)
    {
        var answer = await meter.Read(Cancellation);
        for (var attempt = 0; attempt < 40 && !holds(answer); attempt++)
            answer = await meter.Read(Cancellation);
        Assert.True(holds(answer), $"{answer}");
        return answer;
    }

    async Task<IMeteredDevice> Device(string kind) => kind switch
    {
        "shelly-gen1" => new HttpDevice.ShellyGen1(),
        "shelly-gen2" => new HttpDevice.ShellyGen2(),
        "tasmota" => new HttpDevice.Tasmota(),
        "homeassistant" => new HttpDevice.HomeAssistant(),
        "fritz" => new HttpDevice.Fritz(),
        "http-json" => new HttpDevice.HttpJson(),
        "moonraker" => new HttpDevice.Moonraker(),
        _ => await MqttDevice.Connect(broker, tasmota: kind == "tasmota-mqtt"),
    };

    static TestedMeter Meter(string kind, string address) => new(MeterFactory.Create(kind, address, TimeProvider.System));

    sealed class TestedMeter(IMeter meter) : IDisposable
    {
        public Task<MeterAnswer> Read(CancellationToken cancellation) => meter.Read(cancellation);

        public void Dispose() => (meter as IDisposable)?.Dispose();
    }
}
