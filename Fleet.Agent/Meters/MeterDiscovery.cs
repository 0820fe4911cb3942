using System.Net;
using System.Net.Sockets;
using Fleet.Protocol;
using Makaretu.Dns;

namespace Fleet.Agent.Meters;

/// <summary>
/// Finds meters that announce themselves by multicast DNS (RFC 6762): Shelly, Tasmota, Home Assistant. Asks from a port of its own, so that
/// responders answer to it directly and a responder on this computer (avahi) is not in the way.
/// </summary>
public sealed class MeterDiscovery(IPEndPoint? group = null)
{
    static readonly string[] Services = ["_shelly._tcp.local", "_http._tcp.local", "_home-assistant._tcp.local"];

    readonly IPEndPoint _group = group ?? new(IPAddress.Parse("224.0.0.251"), 5353);

    /// <summary>Those that answer within the patience; an agent without a network finds none.</summary>
    public async Task<IReadOnlyList<FoundMeter>> Look(TimeSpan patience, CancellationToken cancellation)
    {
        var found = new Dictionary<string, FoundMeter>();
        try
        {
            using var socket = new UdpClient(AddressFamily.InterNetwork);
            socket.Client.Bind(new IPEndPoint(IPAddress.Any, 0));
            var question = new Message();
            foreach (var service in Services)
                question.Questions.Add(new() { Name = service, Type = DnsType.PTR });
            await socket.SendAsync(question.ToByteArray(), _group, cancellation);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            waiting.CancelAfter(patience);
            while (!waiting.IsCancellationRequested)
            {
                var answer = await socket.ReceiveAsync(waiting.Token);
                if (Read(answer.Buffer, answer.RemoteEndPoint.Address) is { } meter)
                    found[meter.Address] = meter;
            }
        }
        catch (OperationCanceledException)
        {
            // The patience is over.
        }
        catch (SocketException)
        {
            // No network, or none with multicast: nothing is found.
        }
        return [.. found.Values.OrderBy(meter => meter.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Null for an answer that is damaged or of no meter that we know.</summary>
    internal static FoundMeter? Read(byte[] bytes, IPAddress from)
    {
        Message message;
        try
        {
            message = new Message();
            message.Read(bytes);
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException) // The library throws a dozen kinds for what anybody may send.
        {
            return null;
        }
        ResourceRecord[] records = [.. message.Answers, .. message.AdditionalRecords];
        var host = records.OfType<ARecord>().FirstOrDefault()?.Address ?? from;
        foreach (var pointer in records.OfType<PTRRecord>())
        {
            var (service, name) = (pointer.Name.ToString(), pointer.DomainName.Labels is [var first, ..] ? first : "");
            var port = records.OfType<SRVRecord>().FirstOrDefault()?.Port ?? 80;
            var texts = records.OfType<TXTRecord>().SelectMany(text => text.Strings).ToList();
            var address = port == 80 ? $"http://{host}" : $"http://{host}:{port}";
            if (service.StartsWith("_shelly.", StringComparison.OrdinalIgnoreCase))
                return new() { Kind = texts.Any(text => text.StartsWith("gen=", StringComparison.Ordinal) && text != "gen=1") ? "shelly-gen2" : "shelly-gen1", Address = address, Name = name };
            if (service.StartsWith("_home-assistant.", StringComparison.OrdinalIgnoreCase))
                return new() { Kind = "homeassistant", Address = address, Name = name };
            if (name.StartsWith("shelly", StringComparison.OrdinalIgnoreCase))
                return new() { Kind = texts.Any(text => text is "gen=2" or "gen=3" or "gen=4") ? "shelly-gen2" : "shelly-gen1", Address = address, Name = name };
            if (name.StartsWith("tasmota", StringComparison.OrdinalIgnoreCase))
                return new() { Kind = "tasmota", Address = address, Name = name };
        }
        return null;
    }
}
