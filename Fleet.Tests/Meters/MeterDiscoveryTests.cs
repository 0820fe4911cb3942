using System.Net;
using System.Net.Sockets;
using Fleet.Agent.Meters;
using Makaretu.Dns;

namespace Fleet.Tests.Meters;

public sealed class MeterDiscoveryTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_meter_that_announces_itself_is_found()
    {
        using var responder = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var asked = Task.Run(async () =>
        {
            var question = await responder.ReceiveAsync(Cancellation);
            await responder.SendAsync(Announcement("_shelly._tcp.local", "shellyplusplugs-b8d61a", 80, "gen=2", "app=PlusPlugS"), question.RemoteEndPoint, Cancellation);
            await responder.SendAsync(Announcement("_http._tcp.local", "tasmota-A1B2C3", 80), question.RemoteEndPoint, Cancellation);
            await responder.SendAsync(Announcement("_http._tcp.local", "printer", 80), question.RemoteEndPoint, Cancellation);
            await responder.SendAsync(new byte[] { 1, 2, 3 }, question.RemoteEndPoint, Cancellation);
            await responder.SendAsync(Announcement("_home-assistant._tcp.local", "Home", 8123), question.RemoteEndPoint, Cancellation);
        }, Cancellation);
        var found = await new MeterDiscovery((IPEndPoint)responder.Client.LocalEndPoint!).Look(TimeSpan.FromSeconds(1), Cancellation);
        await asked;
        Assert.Equal(
            [("homeassistant", "http://192.168.1.40:8123"), ("shelly-gen2", "http://192.168.1.40"), ("tasmota", "http://192.168.1.41")],
            found.Select(meter => (meter.Kind, meter.Address)).OrderBy(meter => meter.Kind));
    }

    [Fact]
    public void Damaged_answers_are_no_meters()
    {
        var whole = Announcement("_shelly._tcp.local", "shellyplug-s", 80, "gen=1");
        for (var length = 0; length < whole.Length; length++)
            _ = MeterDiscovery.Read(whole[..length], IPAddress.Loopback);
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = MeterDiscovery.Read(damaged, IPAddress.Loopback);
        }
        Assert.Equal("shelly-gen1", MeterDiscovery.Read(whole, IPAddress.Loopback)!.Kind);
    }

    static byte[] Announcement(string service, string name, ushort port, params string[] texts)
    {
        var message = new Message { QR = true };
        message.Answers.Add(new PTRRecord { Name = service, DomainName = $"{name}.{service}" });
        message.AdditionalRecords.Add(new SRVRecord { Name = $"{name}.{service}", Port = port, Target = $"{name}.local" });
        message.AdditionalRecords.Add(new ARecord { Name = $"{name}.local", Address = IPAddress.Parse(name.StartsWith("tasmota", StringComparison.Ordinal) ? "192.168.1.41" : "192.168.1.40") });
        if (texts.Length > 0)
            message.AdditionalRecords.Add(new TXTRecord { Name = $"{name}.{service}", Strings = [.. texts] });
        return message.ToByteArray();
    }
}
