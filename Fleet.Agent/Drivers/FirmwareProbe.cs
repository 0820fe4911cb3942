using System.Text;
using Fleet.Agent.Links;

namespace Fleet.Agent.Drivers;

/// <summary>Finds out, within five seconds, at which rate something answers on a port and which language it speaks.</summary>
static class FirmwareProbe
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5), Turn = TimeSpan.FromMilliseconds(700);

    /// <summary>Tried in this order, the first two again while a board may still be in its bootloader.</summary>
    static readonly int[] Rates = [115_200, 250_000, 115_200, 250_000, 1_000_000, 500_000, 57_600, 230_400];

    /// <summary>
    /// Marlin answers <c>M115</c>, GRBL the <c>?</c> before it; what the other makes of the line that is not for it is harmless: an
    /// unknown command, an error:20.
    /// </summary>
    static readonly byte[] Question = "\n?\nM115\n"u8.ToArray();

    /// <returns>What answers, or why nothing was found.</returns>
    /// <exception cref="LinkLostException">The port cannot be opened.</exception>
    internal static ProbeAnswer Ask(string address, int? baud, TimeProvider time)
    {
        using var link = LinkOpener.Open(new LinkAddress(address), baud ?? Rates[0]);
        long start = time.GetTimestamp();
        var heard = new StringBuilder();
        var buffer = new byte[2048];
        for (int turn = 0; time.GetElapsedTime(start) < Limit; turn++)
        {
            int rate = baud ?? Rates[turn % Rates.Length];
            if (turn > 0 && baud == null && link is TermiosLink serial && !serial.TryBaud(rate))
                continue;
            heard.Clear();
            link.Write(Question);
            long asked = time.GetTimestamp();
            while (time.GetElapsedTime(asked) < Turn)
            {
                int count = link.Read(buffer, 100);
                heard.Append(Encoding.Latin1.GetString(buffer, 0, count));
                if (Recognise(heard.ToString()) is { } found)
                    return found with { Baud = rate };
                if (Garbled(heard))
                    break;
            }
        }
        return new ProbeAnswer(null, "", baud ?? 0, heard.Length == 0
            ? "nothing answers: check power and cable"
            : "something answers, but neither like a printer nor like a GRBL controller: another baud rate may help");
    }

    static ProbeAnswer? Recognise(string text)
    {
        foreach (string line in text.Split('\n', '\r'))
        {
            if (line.Contains("FIRMWARE_NAME:", StringComparison.Ordinal) && text.IndexOf('\n', text.IndexOf(line, StringComparison.Ordinal)) > 0)
            {
                var firmware = new Streaming.MarlinFirmware();
                firmware.TakeLine(line);
                return new ProbeAnswer(firmware.Family, firmware.Name, 0, "");
            }
            if (line.StartsWith("Grbl ", StringComparison.Ordinal) || line.StartsWith("GrblHAL ", StringComparison.Ordinal))
                return new ProbeAnswer(FamilyOf(line), line.Split('[')[0].Trim(), 0, "");
            if (line is ['<', .., '>'] && line.Contains("Pos:", StringComparison.Ordinal))
                return new ProbeAnswer(FirmwareFamily.Grbl, "GRBL family", 0, "");
        }
        return null;
    }

    static FirmwareFamily FamilyOf(string banner) =>
        banner.Contains("FluidNC", StringComparison.Ordinal) ? FirmwareFamily.FluidNc
        : banner.StartsWith("GrblHAL", StringComparison.Ordinal) ? FirmwareFamily.GrblHal : FirmwareFamily.Grbl;

    /// <summary>More than a third of what came is no text: the rate is wrong.</summary>
    static bool Garbled(StringBuilder heard)
    {
        int odd = 0;
        for (int i = 0; i < heard.Length; i++)
            if (heard[i] is (< ' ' and not ('\n' or '\r' or '\t')) or > '~')
                odd++;
        return heard.Length > 12 && odd * 3 > heard.Length;
    }
}
