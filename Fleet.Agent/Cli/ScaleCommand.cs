using System.CommandLine;
using System.Globalization;
using System.Text;
using Fleet.Agent.Links;
using Fleet.Core.Material;
using RestSharp;

namespace Fleet.Agent.Cli;

/// <summary><c>scale</c>: reads a scale on a serial port or on USB (HID); with a lot, books what it shows once it has settled.</summary>
static class ScaleCommand
{
    const int DefaultBaud = 9600;

    const string UsbPrefix = "/dev/hidraw";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var port = new Option<string>("--port") { Description = "The scale's port: a device path, tcp://host:port, or /dev/hidraw0 for a scale that is a USB device of its own kind.", Required = true };
        var baud = new Option<int>("--baud") { Description = "Its rate; most have 9600.", DefaultValueFactory = _ => DefaultBaud };
        var lot = new Option<string?>("--lot") { Description = "Book it as what is left of this lot." };
        var tare = new Option<double>("--tare") { Description = "Mass of the empty spool, g." };
        var server = new Option<string>("--server") { Description = "The fleet's address.", DefaultValueFactory = _ => "http://localhost:8420" };
        var command = new Command("scale", "Read a scale, and book what it shows. The API key is read from FLEET_API_KEY.") { port, baud, lot, tare, server };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var isUsb = parsed.GetValue(port)!.StartsWith(UsbPrefix, StringComparison.Ordinal);
                if ((isUsb ? WeighOnUsb(parsed.GetValue(port)!, TimeProvider.System) : Weigh(parsed.GetValue(port)!, parsed.GetValue(baud), TimeProvider.System)) is not { } grams)
                    return Complain($"Nothing settled on {parsed.GetValue(port)} within {Patience.TotalSeconds:0} s. Check that {(isUsb ? "the scale is on and this is its device." : "the scale sends continuously, and its rate.")}");
                var net = grams - parsed.GetValue(tare);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grams:0.###} g{(parsed.GetValue(tare) != 0 ? $", {net:0.###} g without the spool" : "")}"));
                return parsed.GetValue(lot) is { } id ? await Book(parsed.GetValue(server)!, id, net, cancellation) : 0;
            }
            catch (LinkLostException lost)
            {
                return Complain(lost.Message);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return Complain($"{parsed.GetValue(port)} cannot be read. Check that the scale is plugged in and that you may read the device (a udev rule with MODE=\"0660\", GROUP=\"dialout\").");
            }
        });
        return command;
    }

    /// <summary>Waits for a settled weighing; null when none comes.</summary>
    internal static double? Weigh(string port, int baud, TimeProvider time)
    {
        using var link = LinkOpener.Open(new(port), baud);
        var buffer = new byte[256];
        var line = new StringBuilder();
        var settled = new SettledWeighing();
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < Patience;)
        {
            foreach (var letter in buffer.AsSpan(0, link.Read(buffer)))
            {
                if (letter is not ((byte)'\n' or (byte)'\r'))
                {
                    if (line.Length < 64)
                        line.Append((char)letter);
                    continue;
                }
                var weighing = ScaleLine.Read(line.ToString());
                line.Clear();
                if (settled.Add(weighing) is { } grams)
                    return grams;
            }
        }
        return null;
    }

    /// <summary>The kernel gives one report for each read.</summary>
    static double? WeighOnUsb(string device, TimeProvider time)
    {
        using var stream = new FileStream(device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var reading = Task.Run(() => Settled(buffer => stream.Read(buffer), time));
        // A scale that is off sends nothing, and the read waits for ever.
        return reading.Wait(Patience) ? reading.Result : null;
    }

    /// <param name="read">Puts the next report into the buffer; its length.</param>
    internal static double? Settled(Func<byte[], int> read, TimeProvider time)
    {
        var buffer = new byte[ScaleReport.LongestBytes];
        var settled = new SettledWeighing();
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < Patience;)
            if (settled.Add(ScaleReport.Read(buffer.AsSpan(0, read(buffer)))) is { } grams)
                return grams;
        return null;
    }

    static async Task<int> Book(string server, string lot, double grams, CancellationToken cancellation)
    {
        using var client = new RestClient(new RestClientOptions(server) { Timeout = TimeSpan.FromSeconds(10) });
        var request = new RestRequest($"api/lots/{Uri.EscapeDataString(lot)}/weigh", Method.Post).AddJsonBody(new { remainingGrams = Math.Max(0, grams) })
            .AddHeader("X-Api-Key", Environment.GetEnvironmentVariable("FLEET_API_KEY") ?? "");
        var response = await client.ExecuteAsync(request, cancellation);
        if (response.IsSuccessful)
        {
            Console.WriteLine($"Booked on lot {lot}.");
            return 0;
        }
        return Complain(response.StatusCode switch
        {
            0 => $"{server} does not answer. Check that the fleet runs, and its address.",
            System.Net.HttpStatusCode.Unauthorized => "The fleet does not know this key. Put an API key into FLEET_API_KEY.",
            _ => $"The fleet did not book it: {response.Content}",
        });
    }

    static int Complain(string sentence)
    {
        Console.Error.WriteLine($"scale: {sentence}");
        return 1;
    }
}
